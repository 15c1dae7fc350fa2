import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { physicalNames, topics } from '@naru/contracts';
import {
  DecodeError,
  RegistryUnreachableError,
  SchemaNotRegisteredError,
  SchemaRefusedError,
  UnknownSchemaIdError,
} from './errors.js';
import { SchemaRegistry, type RegistryOptions } from './registry.js';

type Answers = Record<string, { status: number; body: string } | 'silence'>;

const open: Server[] = [];

/** A registry that gives these answers, by method and path, and no others. */
async function registryAnswering(answers: Answers, options: Partial<RegistryOptions> = {}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const call = `${request.method ?? ''} ${request.url ?? ''}`;
    asked.push(call);
    const answer = answers[call];
    if (answer === 'silence') return;
    response.writeHead(answer?.status ?? 501).end(answer?.body ?? `unplanned: ${call}`);
  }).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { registry: new SchemaRegistry({ url, names: physicalNames('t'), ...options }), asked };
}

const json = (status: number, body: object) => ({ status, body: JSON.stringify(body) });
const occupancy = topics.parkingOccupancy;
const subject = 't.parking.occupancy.v1-value';

afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

describe('a schema by its id', () => {
  it('is asked for once, by however many at a time, and kept', async () => {
    const { registry, asked } = await registryAnswering({ 'GET /schemas/ids/7': json(200, { schema: '"string"' }) });
    const schemas = await Promise.all([registry.schemaById(7), registry.schemaById(7)]);
    expect([...schemas, await registry.schemaById(7)]).toEqual(['string', 'string', 'string']);
    expect(asked).toEqual(['GET /schemas/ids/7']);
  });

  it('is forgotten, the oldest first, when there are too many', async () => {
    const schema = json(200, { schema: '"string"' });
    const { registry, asked } = await registryAnswering(
      { 'GET /schemas/ids/1': schema, 'GET /schemas/ids/2': schema },
      { cached: 1 },
    );
    for (const id of [1, 2, 1]) await registry.schemaById(id);
    expect(asked).toHaveLength(3);
  });

  it('is told to be unknown, and not asked for again for a while', async () => {
    let now = 0;
    const { registry, asked } = await registryAnswering(
      { 'GET /schemas/ids/8': json(404, { error_code: 40403 }) },
      { now: () => now, unknownForMs: 100 },
    );
    for (const at of [0, 99, 101]) {
      now = at;
      await expect(registry.schemaById(8)).rejects.toThrow(UnknownSchemaIdError);
    }
    expect(asked).toHaveLength(2);
  });

  it('is refused as none of ours where it is not Avro', async () => {
    const { registry } = await registryAnswering({ 'GET /schemas/ids/9': json(200, { schema: 'syntax = "proto3";' }) });
    await expect(registry.schemaById(9)).rejects.toThrow(DecodeError);
  });
});

describe('a registry that cannot be asked', () => {
  it.each<[string, Answers, number]>([
    ['answers 500', { 'GET /schemas/ids/7': json(500, {}) }, 1_000],
    ['answers no JSON', { 'GET /schemas/ids/7': { status: 404, body: '<html>no such host</html>' } }, 1_000],
    ['says nothing', { 'GET /schemas/ids/7': 'silence' }, 50],
  ])('is told from one that knows no such schema when it %s', async (_, answers, timeoutMs) => {
    const { registry } = await registryAnswering(answers, { timeoutMs });
    await expect(registry.schemaById(7)).rejects.toThrow(RegistryUnreachableError);
  });

  it('is told when nobody listens', async () => {
    const { registry } = await registryAnswering({});
    for (const server of open.splice(0)) await new Promise((closed) => server.close(closed));
    await expect(registry.schemaById(7)).rejects.toThrow(RegistryUnreachableError);
  });
});

describe('a subject', () => {
  const rule = { [`PUT /config/${subject}`]: json(200, {}) };

  it('gives the id of exactly this schema', async () => {
    const { registry } = await registryAnswering({ [`POST /subjects/${subject}`]: json(200, { id: 5 }) });
    expect(await registry.idOf(occupancy)).toBe(5);
  });

  it('says that it is not released', async () => {
    const { registry } = await registryAnswering({ [`POST /subjects/${subject}`]: json(404, {}) });
    await expect(registry.idOf(occupancy)).rejects.toThrow(SchemaNotRegisteredError);
  });

  it('is put under the rule before it gets a version', async () => {
    const { registry, asked } = await registryAnswering({
      ...rule,
      [`POST /subjects/${subject}/versions`]: json(200, { id: 6 }),
    });
    expect(await registry.register(occupancy)).toBe(6);
    expect(asked).toEqual([`PUT /config/${subject}`, `POST /subjects/${subject}/versions`]);
  });

  it('refuses what is incompatible', async () => {
    const { registry } = await registryAnswering({
      ...rule,
      [`POST /subjects/${subject}/versions`]: json(409, { message: 'bays was removed' }),
    });
    await expect(registry.register(occupancy)).rejects.toThrow(SchemaRefusedError);
  });
});
