import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '@naru/config';
import { type SecurityEvent, topics } from '@naru/contracts';
import { type RunningService, startService } from '@naru/http';
import { HubUnderTest, eventually } from '@naru/testing';
import type { z } from 'zod';
import { describeSecurity } from '../src/app.module.js';
import { securityConfig } from '../src/config.js';
import { decisionAnswer, detectionPage, incidentPage, oneIncident } from '../src/http/answers.js';
import { topology } from '../src/topology.js';
import { placed } from './placed.js';

jest.setTimeout(120_000);

/** Five minutes ago: what people decide is of the present. */
const start = Date.now() - 300_000;

let hub: HubUnderTest;
const instances: RunningService[] = [];
let [reader, manager] = ['', ''];

const event = (assetId: string, second: number, more: Partial<SecurityEvent> = {}): SecurityEvent =>
  placed({ record: randomBytes(8).toString('hex'), assetId, observedAt: start + second * 1_000, ...more });
const send = (...events: readonly SecurityEvent[]): Promise<void> =>
  hub.write(
    topics.securityEvents,
    events.map((each) => [each.assetId ?? each.device, each]),
  );

const ask = (instance: RunningService | undefined, path: string, key = reader, body?: unknown): Promise<Response> =>
  fetch((instance?.url ?? '') + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** What every instance answers in the end; at most one of them owns the task that it comes from. */
async function everywhere<S extends z.ZodType>(
  path: string,
  schema: S,
  isWanted: (body: z.output<S>) => boolean,
): Promise<z.output<S>[]> {
  const answers = instances.map((instance) =>
    eventually(
      async (): Promise<z.output<S> | undefined> => {
        const response = await ask(instance, path);
        return response.ok ? schema.parse(await response.json()) : undefined;
      },
      (body) => body !== undefined && isWanted(body),
    ),
  );
  return (await Promise.all(answers)).flatMap((body) => (body === undefined ? [] : [body]));
}

beforeAll(async () => {
  hub = await HubUnderTest.open([
    ...Object.values(topology.reads),
    ...Object.values(topology.writes),
    ...Object.values(topology.stores).map(({ changelog }) => changelog),
  ]);
  [reader, manager] = [await hub.key('read'), await hub.key('read', 'manage')];
  for (const name of ['one', 'two', 'three'])
    instances.push(await startService(describeSecurity(loadConfig(securityConfig, hub.environment(name)))));
});
afterAll(async () => {
  for (const instance of instances) await instance.stop();
  await hub.close();
});

describe('security on a broker', () => {
  it('finds, opens an incident, and does what people decide, at whichever instance they do', async () => {
    await send(...[0, 20, 60, 120, 240].map((second) => event('gateway-1', second)));
    const found = await everywhere('/v1/security/detections?asset=gateway-1', detectionPage, ({ items }) =>
      items.some(({ rule }) => rule === 'brute-force'),
    );
    expect(found).toHaveLength(3);
    for (const { items } of found)
      expect(items).toMatchObject([{ severity: 'medium', techniques: ['T1110'], recordIds: { length: 5 } }]);

    const [page] = await everywhere('/v1/security/incidents?status=open', incidentPage, ({ items }) =>
      items.some(({ assetId }) => assetId === 'gateway-1'),
    );
    const incidentId = page?.items.find(({ assetId }) => assetId === 'gateway-1')?.incidentId ?? '';
    const path = `/v1/security/incidents/${incidentId}`;
    const taken = await ask(instances[2], `${path}/acknowledge`, manager, { note: 'On my way' });
    expect(taken.status).toBe(202);
    const { by } = decisionAnswer.parse(await taken.json());
    for (const incident of await everywhere(path, oneIncident, ({ status }) => status === 'acknowledged'))
      expect(incident).toMatchObject({ handledBy: by, note: 'On my way', revision: 1, detections: 1 });

    await ask(instances[0], `${path}/resolve`, manager, {});
    await everywhere(path, oneIncident, ({ status }) => status === 'resolved');
  });

  it('closes an incident when it was quiet, by the clock of the log, although nothing more happens', async () => {
    await send(event('camera-9', 0, { activity: 'tamper' }));
    await everywhere('/v1/security/incidents?asset=camera-9', incidentPage, ({ items }) => items[0]?.status === 'open');
    // nothing more comes of it: the clock alone closes it, by which all that the hub took has been read
    await hub.mark(topics.securityEvents, start + 1_860_000);
    await everywhere(
      '/v1/security/incidents?asset=camera-9',
      incidentPage,
      ({ items }) => items[0]?.status === 'closed',
    );
  });

  it('lets only managers decide, of incidents that there are', async () => {
    const [page] = await everywhere('/v1/security/incidents', incidentPage, ({ items }) => items.length > 0);
    const path = `/v1/security/incidents/${page?.items[0]?.incidentId ?? ''}`;
    expect((await ask(instances[0], `${path}/resolve`, reader, {})).status).toBe(403);
    expect((await ask(instances[0], `${path}/forget`, manager, {})).status).toBe(400);
    const nobody = await ask(
      instances[0],
      '/v1/security/incidents/00112233-4455-6677-8899-aabbccddeeff/resolve',
      manager,
      {},
    );
    expect([nobody.status, await nobody.json()]).toMatchObject([404, { code: 'NARU_INCIDENT_UNKNOWN' }]);
    expect((await fetch(`${instances[0]?.url ?? ''}/v1/security/incidents`)).status).toBe(401);
  });
});
