import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { loadConfig } from '@naru/config';
import { type RunningService, openService } from '@naru/http';
import { TcpProxy, eventually } from '@naru/testing';
import { describeIngest } from '../src/app.module.js';
import { ingestConfig } from '../src/config.js';
import { Caller, IngestUnderTest, sourceWithKey } from './support/ingest.js';

jest.setTimeout(90_000);

let test: IngestUnderTest;
let service: RunningService | undefined;
const doors: TcpProxy[] = [];

beforeAll(async () => {
  test = await IngestUnderTest.prepare();
});
afterEach(async () => {
  await service?.stop();
  await Promise.all(doors.splice(0).map((door) => door.close()));
});
afterAll(() => test.close());

interface Ready {
  readonly status: string;
  readonly conditions: readonly { readonly name: string; readonly ready: boolean; readonly reason: string }[];
}
const ready = async (): Promise<Ready> => (await (await fetch(`${service?.url ?? ''}/health/ready`)).json()) as Ready;

/** A way to a server that is shut at first. */
async function shutDoor(host: string, port: number): Promise<TcpProxy> {
  const door = await TcpProxy.listen({ target: { host, port } });
  door.trouble({ cut: true });
  doors.push(door);
  return door;
}

async function openBehind(more: Readonly<Record<string, string>>): Promise<RunningService> {
  const environment = { ...test.hub.environment('late'), ...more };
  return openService(describeIngest(loadConfig(ingestConfig, environment)));
}

async function takes(url: string, source: string): Promise<number> {
  const admin = new Caller(url, test.adminKey);
  const key = await sourceWithKey(admin, { source, kinds: ['parking/counts'] });
  const count = { device: 'G-1', observedAt: new Date().toISOString(), occupied: 1, capacity: 2 };
  return (await new Caller(url, key).send('parking/counts', count)).status;
}

it('starts while the broker is away: it lives, says what it waits for, and goes on when it is there', async () => {
  const [host = '', port] = (test.hub.environment('late').NARU_KAFKA_BROKERS ?? '').split(':');
  const door = await shutDoor(host, Number(port));
  service = await openBehind({ NARU_KAFKA_BROKERS: `127.0.0.1:${door.port}` });
  expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
  expect(await ready()).toMatchObject({
    status: 'not ready',
    conditions: expect.arrayContaining([
      { name: 'broker', ready: false, reason: 'not reached yet', since: expect.any(String) },
    ]),
  });
  const early = await new Caller(service.url, test.adminKey).send('parking/counts', {});
  expect(early).toMatchObject({ status: 503, code: 'NARU_NOT_READY', retryAfter: '2' });
  door.heal();
  await service.started;
  expect(await takes(service.url, 'late-broker')).toBe(202);
  expect((await ready()).status).toBe('ready');
});

it('starts while the registry is away, and goes on when it is there', async () => {
  const registry = new URL(test.hub.environment('late').NARU_REGISTRY_URL ?? '');
  const door = await shutDoor(registry.hostname, Number(registry.port));
  registry.host = `127.0.0.1:${door.port}`;
  service = await openBehind({ NARU_REGISTRY_URL: registry.href });
  const waits = await eventually(ready, ({ conditions }) => conditions.some(({ name }) => name === 'registry'));
  expect(waits.conditions.find(({ name }) => name === 'registry')?.reason).toContain('did not answer');
  door.heal();
  await service.started;
  expect(await takes(service.url, 'late-registry')).toBe(202);
  expect((await ready()).status).toBe('ready');
});

it('can be stopped while it waits', async () => {
  const door = await shutDoor('127.0.0.1', 1);
  service = await openBehind({ NARU_KAFKA_BROKERS: `127.0.0.1:${door.port}` });
  await service.stop();
  await expect(service.started).rejects.toThrow();
});
