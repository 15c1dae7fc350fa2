import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { loadConfig } from '@naru/config';
import { type ParkingObservation, topics } from '@naru/contracts';
import { idOfBytes, textOfId } from '@naru/facts';
import { type RunningService, startService } from '@naru/http';
import { EventSourceUnderTest, HubUnderTest, eventually } from '@naru/testing';
import { z } from 'zod';
import { describeParking } from '../src/app.module.js';
import { parkingConfig } from '../src/config.js';
import { bayPage, occupancyPage, oneBayAnswer, oneZoneAnswer } from '../src/http/answers.js';
import { topology } from '../src/topology.js';
import { placed as placedAt } from './placed.js';

jest.setTimeout(120_000);

const start = Date.parse('2026-11-22T09:00:00+09:00');

const placed = (assetId: string, minute: number, more: Partial<ParkingObservation> = {}): ParkingObservation =>
  placedAt({
    record: randomBytes(8).toString('hex'),
    observedAt: start + minute * 60_000,
    assetId,
    placePoint: { longitude: 126.98, latitude: 37.57 },
    zones: { district: 'jongno', 'parking-zone': 'p1' },
    ...more,
  });

const problem = z.object({ code: z.string(), detail: z.string() });

let hub: HubUnderTest;
const instances: RunningService[] = [];
let key = '';

const list = async (path: string) => {
  const { status, body } = await get(instances[0], path, bayPage);
  if (body === undefined) throw new Error(`${path} answered ${status}`);
  return body;
};

async function startInstance(name: string): Promise<RunningService> {
  const instance = await startService(describeParking(loadConfig(parkingConfig, hub.environment(name))));
  instances.push(instance);
  return instance;
}

const send = (...observations: readonly ParkingObservation[]): Promise<void> =>
  hub.write(
    topics.parkingObservations,
    observations.map((seen) => [seen.assetId ?? seen.device, seen]),
  );

/** What an instance answers, held against what its OpenAPI says of the answer. */
async function get<S extends z.ZodType>(instance: RunningService | undefined, path: string, schema: S) {
  const response = await fetch((instance?.url ?? '') + path, { headers: { authorization: `Bearer ${key}` } });
  const body: unknown = await response.json();
  return {
    status: response.status,
    body: response.ok || (schema as z.ZodType) === problem ? schema.parse(body) : undefined,
  };
}

/** Asks every instance: at most one of them owns the task that the answer comes from. */
async function everywhere<S extends z.ZodType>(
  path: string,
  schema: S,
  isWanted: (body: z.output<S>) => boolean,
): Promise<z.output<S>[]> {
  const answers = instances.map((instance) =>
    eventually(
      () => get(instance, path, schema),
      ({ body }) => body !== undefined && isWanted(body),
    ),
  );
  return (await Promise.all(answers)).flatMap(({ body }) => (body === undefined ? [] : [body]));
}

beforeAll(async () => {
  hub = await HubUnderTest.open([
    ...Object.values(topology.reads),
    ...Object.values(topology.writes),
    ...Object.values(topology.stores).map(({ changelog }) => changelog),
  ]);
  key = await hub.key('read');
  await startInstance('one');
  await startInstance('two');
  await startInstance('three');
});
afterAll(async () => {
  for (const instance of instances) await instance.stop();
  await hub.close();
});

describe('parking on a broker', () => {
  it('makes state, session and occupancy of placed observations, and answers from every instance', async () => {
    const [states, sessions, occupancy] = [
      await hub.follow(topics.parkingBayStates),
      await hub.follow(topics.parkingSessions),
      await hub.follow(topics.parkingOccupancy),
    ];
    const arrival = placed('bay-1', 3, { state: 'occupied' });
    await send(placed('bay-1', 1), placed('bay-2', 2), arrival);
    await send(placed('bay-1', 2)); // late: changes nothing of the state
    await send(placed('bay-1', 9));

    const told = await sessions.until((records) => records.length === 2);
    expect(told.map(({ value }) => value)).toMatchObject([
      { assetId: 'bay-1', revision: 0, endedAt: null, openingRecordId: arrival.recordId },
      { assetId: 'bay-1', revision: 1, endedAt: start + 9 * 60_000 },
    ]);
    const bays = await states.until((records) => records.filter(({ key: bay }) => bay === 'bay-1').length === 3);
    expect(bays.filter(({ key: bay }) => bay === 'bay-1').map(({ value }) => value?.state)).toEqual([
      'free',
      'occupied',
      'free',
    ]);
    const zones = await occupancy.until((records) =>
      ['district/jongno', 'parking-zone/p1'].every((zone) =>
        records.some(({ key: name, value }) => name === zone && value?.free === 2),
      ),
    );
    for (const { value } of zones) expect(value?.bays).toBe((value?.free ?? 0) + (value?.occupied ?? 0));

    const answers = await everywhere('/v1/parking/bays/bay-1', oneBayAnswer, ({ state }) => state === 'free');
    for (const bay of answers) expect(bay.ageSeconds).toBeCloseTo((Date.now() - start) / 1_000 - 540, -2);
    const counts = await everywhere(
      '/v1/parking/zones/district/jongno/occupancy',
      oneZoneAnswer,
      ({ free }) => free === 2,
    );
    expect(counts).toHaveLength(3);
    for (const count of counts) expect(count).toMatchObject({ bays: 2, occupied: 0, unknown: 0, unlisted: 0 });
  });

  it('lists free bays nearest first, page by page, and tells apart those without master data', async () => {
    const at = (longitude: number) => ({ placePoint: { longitude, latitude: -37.8 }, zones: { postcode: '3000' } });
    await send(
      placed('near', 1, at(144.96)),
      placed('far', 1, at(144.97)),
      placed('nearer', 1, { ...at(144.955), state: 'occupied' }),
      placed('stranger', 1, {
        ...at(144.961),
        assetId: null,
        device: 'stranger',
        placeReason: 'unknown-asset',
        zones: {},
      }),
    );
    const query = '/v1/parking/bays?near=144.954,-37.8&radius=5000';
    await everywhere(query, bayPage, ({ items }) => items.length === 4);
    const all = await list(query);
    expect(all.items.map(({ assetId }) => assetId)).toEqual(['nearer', 'near', 'stranger', 'far']);
    expect(all.items.map(({ distanceMetres }) => distanceMetres)).toEqual(
      [...all.items.map(({ distanceMetres }) => distanceMetres)].sort((a = 0, b = 0) => a - b),
    );
    const free = await list(`${query}&state=free&zone=postcode/3000`);
    expect(free.items.map(({ assetId }) => assetId)).toEqual(['near', 'far']);

    const first = await list(`${query}&limit=3`);
    const second = await list(`${query}&limit=3&cursor=${first.next ?? ''}`);
    expect([...first.items, ...second.items].map(({ assetId }) => assetId)).toEqual(
      all.items.map(({ assetId }) => assetId),
    );
    expect(second.next).toBeNull();

    const [occupancy] = await everywhere('/v1/parking/occupancy?kind=postcode', occupancyPage, ({ items }) =>
      items.some(({ free: n, bays }) => n === 2 && bays === 3),
    );
    expect(occupancy?.items).toMatchObject([{ zoneId: '3000', bays: 3, free: 2, occupied: 1, unlisted: 0 }]);
    // bay-1 and bay-2 of the other test are in districts only
    expect(occupancy?.outside).toEqual({ bays: 2, free: 2, occupied: 0, unknown: 0, unlisted: 1 });
  });

  it('says what there is where something is asked for that there is not', async () => {
    const ask = async (path: string) => {
      const { status, body } = await get(instances[0], path, problem);
      return `${status} ${body?.code ?? ''}: ${body?.detail ?? ''}`;
    };
    expect(await ask('/v1/parking/zones/district/atlantis/occupancy')).toMatch(/^404 NARU_ZONE_UNKNOWN.*district/);
    expect(await ask('/v1/parking/zones/atlantis/occupancy')).toMatch(/^404 NARU_ZONE_UNKNOWN/);
    expect(await ask('/v1/parking/bays/nowhere')).toMatch(/^404 NARU_BAY_UNKNOWN/);
    expect(await ask('/v1/parking/bays?near=37,200')).toMatch(/^400 NARU_REQUEST_INVALID.*longitude first/);
    expect(await ask('/v1/parking/bays?radius=3')).toMatch(/^400 NARU_REQUEST_INVALID.*needs near/);
    const empty = await list('/v1/parking/bays?near=0,0&radius=10');
    expect(empty).toMatchObject({ items: [], next: null });
    const jongno = await get(instances[0], '/v1/parking/zones/jongno/occupancy', oneZoneAnswer);
    expect(jongno.body).toMatchObject({ zoneKind: 'district', zoneId: 'jongno' });
    expect((await fetch(`${instances[0]?.url ?? ''}/v1/parking/bays`)).status).toBe(401);
  });

  it('tells changes as they come, and goes on at another instance where a listener stopped', async () => {
    const [one, two] = instances;
    if (one === undefined || two === undefined) throw new Error('Nobody to ask');
    const headers = { authorization: `Bearer ${key}` };
    const listener = await EventSourceUnderTest.open(`${one.url}/v1/parking/changes?zone=district/sse`, headers);
    expect(await listener.next()).toMatchObject({ event: 'snapshot', data: { bays: [] } });
    const here = { zones: { district: 'sse' } };
    await send(placed('elsewhere', 1), placed('sse-1', 1, here));
    expect(await listener.next()).toMatchObject({ event: 'bay', data: { assetId: 'sse-1', state: 'free' } });
    const cursor = listener.lastId;
    listener.close();

    const missed = placed('sse-1', 2, { ...here, state: 'occupied' });
    await send(missed);
    await everywhere('/v1/parking/bays/sse-1', oneBayAnswer, ({ state }) => state === 'occupied');
    const again = await EventSourceUnderTest.open(`${two.url}/v1/parking/changes?zone=district/sse`, {
      ...headers,
      'last-event-id': cursor,
    });
    const recordId = textOfId(idOfBytes(missed.recordId));
    expect(await again.next()).toMatchObject({ event: 'bay', data: { recordId } });
    again.close();
  });

  it('sets aside what it can not read, and its neighbours pass', async () => {
    const codec = await hub.codec(topics.parkingObservations);
    const whole = codec.encode(placed('neighbour', 1));
    const letters = await hub.follow(topics.hubDeadLetters);
    await hub.writeBytes(topics.parkingObservations, [
      ['neighbour', whole.subarray(0, 70)],
      ['neighbour', whole],
    ]);
    await everywhere('/v1/parking/bays/neighbour', oneBayAnswer, ({ state }) => state === 'free');
    expect(await letters.until(({ length }) => length === 1)).toMatchObject([
      { value: { stage: 'parking', reason: 'truncated-body', originTopic: 'parking.observations.v1', size: 70 } },
    ]);
  });

  it('goes on from its changelog when another takes its tasks over', async () => {
    await send(placed('bay-9', 1, { state: 'occupied' }));
    await everywhere('/v1/parking/bays/bay-9', oneBayAnswer, ({ state }) => state === 'occupied');
    for (const instance of instances.splice(0)) await instance.stop();
    await startInstance('four');
    const sessions = await hub.follow(topics.parkingSessions);
    await send(placed('bay-9', 5));
    const told = await sessions.until((records) => records.filter(({ key: bay }) => bay === 'bay-9').length === 2);
    expect(told.filter(({ key: bay }) => bay === 'bay-9').map(({ value }) => value?.endedAt)).toEqual([
      null,
      start + 5 * 60_000,
    ]);
  });
});
