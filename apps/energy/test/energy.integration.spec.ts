import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '@naru/config';
import { type EnergyReading, topics } from '@naru/contracts';
import { type RunningService, startService } from '@naru/http';
import { HubUnderTest, eventually } from '@naru/testing';
import type { z } from 'zod';
import { describeEnergy } from '../src/app.module.js';
import { energyConfig } from '../src/config.js';
import { intervalPage, onePeak, peakPage } from '../src/http/answers.js';
import { topology } from '../src/topology.js';
import { placed } from './placed.js';

jest.setTimeout(120_000);

const start = Date.parse('2026-11-22T09:00:00+09:00');
const quarter = (n: number): number => start + n * 900_000;

let hub: HubUnderTest;
const instances: RunningService[] = [];
let key = '';

const send = (...readings: readonly EnergyReading[]): Promise<void> =>
  hub.write(
    topics.energyReadings,
    readings.map((reading) => [reading.assetId ?? reading.device, reading]),
  );
const register = (assetId: string, n: number, value: number): EnergyReading =>
  placed({ record: randomBytes(8).toString('hex'), assetId, observedAt: quarter(n), value });

/** What every instance answers in the end; at most one of them owns the task that it comes from. */
async function everywhere<S extends z.ZodType>(
  path: string,
  schema: S,
  isWanted: (body: z.output<S>) => boolean,
): Promise<z.output<S>[]> {
  const ask = (instance: RunningService) => async (): Promise<z.output<S> | undefined> => {
    const response = await fetch(instance.url + path, { headers: { authorization: `Bearer ${key}` } });
    return response.ok ? schema.parse(await response.json()) : undefined;
  };
  const answers = instances.map((instance) =>
    eventually(ask(instance), (body) => body !== undefined && isWanted(body)),
  );
  return (await Promise.all(answers)).flatMap((body) => (body === undefined ? [] : [body]));
}

beforeAll(async () => {
  hub = await HubUnderTest.open([
    ...Object.values(topology.reads),
    ...Object.values(topology.writes),
    ...Object.values(topology.stores).map(({ changelog }) => changelog),
  ]);
  key = await hub.key('read');
  for (const name of ['one', 'two', 'three']) {
    const environment = { ...hub.environment(name), NARU_OPEN_DATA: 'true' };
    instances.push(await startService(describeEnergy(loadConfig(energyConfig, environment))));
  }
});
afterAll(async () => {
  for (const instance of instances) await instance.stop();
  await hub.close();
});

describe('energy on a broker', () => {
  it('makes intervals and peaks of placed readings, and answers from every instance', async () => {
    await send(register('m1', 0, 100), register('m2', 0, 50), register('m1', 2, 104), register('m2', 1, 52));
    await send(register('m1', 1, 103));
    const pages = await everywhere('/v1/energy/intervals?asset=m1', intervalPage, ({ items }) =>
      items.some(({ revision }) => revision === 1),
    );
    expect(pages).toHaveLength(3);
    for (const { items, keptFrom } of pages) {
      expect(items).toMatchObject([
        { startedAt: '2026-11-22T00:00:00.000Z', energyKwh: 3, meanPowerKw: 12, revision: 1, cause: 'late' },
        { startedAt: '2026-11-22T00:15:00.000Z', energyKwh: 1, meanPowerKw: 4, revision: 1, cause: 'late' },
      ]);
      expect(keptFrom).toBe('2026-11-22T00:00:00.000Z');
    }
    const peaks = await everywhere(
      '/v1/energy/zones/district/jongno/peak?day=2026-11-22',
      onePeak,
      ({ peakKw, meters }) => peakKw === 20 && meters === 2,
    );
    for (const peak of peaks) expect(peak).toMatchObject({ day: '2026-11-22', startedAt: '2026-11-22T00:00:00.000Z' });
    await everywhere('/v1/energy/peaks?kind=district', peakPage, ({ items }) => items.length === 1);
  });

  it('shows the peaks of zones to anybody, and the intervals of a household to nobody without a key', async () => {
    const url = instances[0]?.url ?? '';
    expect((await fetch(`${url}/v1/energy/peaks`)).status).toBe(200);
    expect((await fetch(`${url}/v1/energy/intervals?asset=m1`)).status).toBe(401);
  });

  it('says what there is where a day has no load, and nothing where a meter has no interval', async () => {
    const url = instances[0]?.url ?? '';
    const headers = { authorization: `Bearer ${key}` };
    const missing = await fetch(`${url}/v1/energy/zones/district/jongno/peak?day=2026-11-23`, { headers });
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({
      code: 'NARU_PEAK_UNKNOWN',
      detail: expect.stringContaining('2026-11-22'),
    });
    const none = await fetch(`${url}/v1/energy/intervals?asset=nobody`, { headers });
    expect(await none.json()).toMatchObject({ items: [], keptFrom: null, next: null });
    expect((await fetch(`${url}/v1/energy/peaks?day=yesterday`, { headers })).status).toBe(400);
  });
});
