import { type Server, createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SchemaRegistry, avroType, encodeConfluent } from '@naru/avro';
import { StreamsRunner } from '../src/index.js';
import { Surroundings, registryUrl } from './support/surroundings.js';
import { Collector, Sender, countWords, counting, saidOf, wordTopics } from './support/words.js';

jest.setTimeout(120_000);

/** The way to the registry, which can be cut. */
class Gate {
  open = true;
  #refused = 0;
  readonly #asked = Promise.withResolvers<undefined>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Gate> {
    const server = createServer();
    const gate = new Gate(server);
    server.on('request', (request, response) => {
      void (async () => {
        if (!gate.open) {
          if (++gate.#refused === 3) gate.#asked.resolve(undefined);
          response.destroy();
          return;
        }
        const body: Buffer[] = [];
        for await (const chunk of request) body.push(chunk as Buffer);
        const answer = await fetch(registryUrl + (request.url ?? ''), {
          method: request.method ?? 'GET',
          headers: { 'content-type': 'application/json' },
          ...(body.length === 0 ? {} : { body: Buffer.concat(body) }),
        });
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when somebody has asked for the third time. */
  get askedAgain(): Promise<undefined> {
    return this.#asked.promise;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

let at: Surroundings;
let gate: Gate;
beforeAll(async () => {
  at = await Surroundings.connect();
  gate = await Gate.start();
});
afterAll(async () => {
  gate.close();
  await at.close();
});

describe('a registry that is away', () => {
  it('makes records of a new schema wait, says so in readiness, and loses none when it is back', async () => {
    const topics = await wordTopics(at, 'away');
    const counts = await Collector.of(at, topics.counts);
    const sender = await Sender.of(at, topics.words);
    const context = { ...at.context('one'), registry: new SchemaRegistry({ url: gate.url, names: at.names }) };
    const runner = new StreamsRunner({
      ...context,
      topology: counting(topics.words.name, topics),
      pipeline: { words: countWords() },
      setAside: ({ reason }) => {
        throw new Error(`Nothing is to be set aside here, not for ${reason}`);
      },
      instance: 'one',
    });
    await runner.start();
    await sender.send(['han']);
    await counts.until(({ length }) => length === 1);

    const later = {
      ...topics.words.avro,
      fields: [...topics.words.avro.fields, { name: 'by', type: 'string', doc: 'Test.', default: '' }],
    };
    const laterId = await at.registry.registerSchema(at.names.subject(topics.words), later);
    const value = encodeConfluent(laterId, avroType(later), { word: 'dok', by: 'me' });
    gate.open = false;
    await sender.sendBytes([{ key: 'dok', value }]);
    await sender.send(['dok', 'han']);
    await gate.askedAgain;
    expect(context.readiness.isReady).toBe(false);
    expect(context.readiness.conditions.find(({ ready }) => !ready)?.reason).toMatch(/registry .* did not answer/);

    gate.open = true;
    await counts.until(({ length }) => length === 4);
    expect(saidOf(counts.values)).toEqual(
      new Map([
        ['han', [1, 2]],
        ['dok', [1, 2]],
      ]),
    );
    await runner.close();
    await counts.close();
  });
});
