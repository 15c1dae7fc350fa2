import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { composePlaced, headerLength } from '@naru/avro';
import { type AvroRecord, type ParkingRawObservation, placeFields, topics } from '@naru/contracts';
import type { RunningService } from '@naru/http';
import { partitionOf } from '@naru/kafka';
import { eventually } from '@naru/testing';
import { Hub } from './support/hub.js';

jest.setTimeout(120_000);

const hash = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, 16);
const now = Date.now();
const day = 24 * 3_600_000;

const observation = (id: string, more: Partial<ParkingRawObservation> = {}): ParkingRawObservation => ({
  recordId: hash(id),
  contentHash: hash(`content of ${id}`),
  source: 'bays',
  receivedAt: now,
  observedAt: now - 1_000,
  device: 'S-1',
  point: null,
  quality: 'good',
  lane: 'live',
  state: 'occupied',
  ...more,
});

const district = (zoneId: string, west: number) => ({
  kind: 'district',
  zoneId,
  names: { ko: '구', en: `District ${zoneId}` },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 37],
        [west + 1, 37],
        [west + 1, 38],
        [west, 38],
        [west, 37],
      ],
    ],
  },
});
const bay = (assetId: string, devices: string[], longitude: number) => ({
  assetId,
  kind: 'bay',
  devices,
  point: { longitude, latitude: 37.5 },
  zones: { postcode: '04524' },
  building: 'P1',
  storey: -1,
});

let hub: Hub;
let service: RunningService;
let encode: (value: ParkingRawObservation) => Buffer;
const raw = topics.parkingRawObservations;
const ofDevice =
  (device: string) =>
  ({ value }: { value: { device: string } }) =>
    value.device === device;

beforeAll(async () => {
  hub = await Hub.start();
  const codec = await hub.parts.codec(raw);
  encode = (value) => codec.encode(value);
  service = await hub.service('one');
  const zones = await hub.call(service, '/v1/master-data/zones', {
    method: 'PUT',
    body: [district('A', 126), district('B', 127)],
  });
  const assets = await hub.call(service, '/v1/master-data/assets', {
    method: 'PUT',
    body: [bay('bay-1', ['bays/S-1'], 126.5), { ...bay('bay-2', ['S-2'], 127.5), zones: {} }],
  });
  expect([zones, assets]).toMatchObject([
    { status: 200, body: { accepted: 2, unchanged: 0 } },
    { status: 200, body: { accepted: 2, unchanged: 0 } },
  ]);
});
afterAll(() => hub.close());

describe('a raw record', () => {
  it('goes on with its place behind its own bytes, keyed by its asset', async () => {
    const sent = encode(observation('placed'));
    await hub.send(raw, [{ key: 'S-1', value: sent }]);
    const [placed] = (await hub.read(topics.parkingObservations, (all) => all.some(ofDevice('S-1')))).filter(
      ofDevice('S-1'),
    );
    expect(placed?.bytes.subarray(headerLength, sent.length)).toEqual(sent.subarray(headerLength));
    expect(placed?.bytes.readUInt32BE(1)).toBe(await hub.parts.registry.idOf(topics.parkingObservations));
    expect(placed?.key).toBe('bay-1');
    expect(placed?.partition).toBe(partitionOf('bay-1', topics.parkingObservations.partitions));
    expect(placed?.value).toMatchObject({
      recordId: hash('placed'),
      device: 'S-1',
      state: 'occupied',
      revision: 0,
      cause: null,
      assetId: 'bay-1',
      placeReason: null,
      placePoint: { longitude: 126.5, latitude: 37.5 },
      zones: { district: 'A', postcode: '04524' },
      building: 'P1',
      storey: -1,
      h3: expect.stringMatching(/^8a/),
    });
    expect(placed?.value.masterDataAt).toBeGreaterThanOrEqual(now);
  });

  it('of an unknown asset is placed by its own coordinates, else goes on with an empty place', async () => {
    await hub.send(raw, [
      { key: 'X-1', value: encode(observation('x1', { device: 'X-1', point: { longitude: 127.5, latitude: 37.5 } })) },
      { key: 'X-2', value: encode(observation('x2', { device: 'X-2' })) },
    ]);
    const all = await hub.read(
      topics.parkingObservations,
      (seen) => seen.some(ofDevice('X-1')) && seen.some(ofDevice('X-2')),
    );
    expect(all.find(ofDevice('X-1'))).toMatchObject({
      key: 'X-1',
      value: {
        assetId: null,
        placeReason: 'unknown-asset',
        zones: { district: 'B' },
        placePoint: { longitude: 127.5 },
      },
    });
    expect(all.find(ofDevice('X-2'))).toMatchObject({
      key: 'X-2',
      value: { assetId: null, placeReason: 'unknown-asset', zones: {}, placePoint: null, h3: null, masterDataAt: null },
    });
  });

  it('is placed where its asset was when it was observed', async () => {
    const movedAt = new Date(now - 10 * day).toISOString();
    const moved = await hub.call(service, '/v1/master-data/assets', {
      method: 'POST',
      body: { ...bay('bay-2', ['S-2'], 126.5), validFrom: movedAt },
    });
    expect(moved.body).toEqual({ accepted: 1, unchanged: 0 });
    await hub.send(raw, [
      { key: 'S-2', value: encode(observation('before', { device: 'S-2', observedAt: now - 11 * day })) },
      { key: 'S-2', value: encode(observation('after', { device: 'S-2', observedAt: now - 9 * day })) },
    ]);
    const all = (
      await hub.read(topics.parkingObservations, (seen) => seen.filter(ofDevice('S-2')).length === 2)
    ).filter(ofDevice('S-2'));
    expect(all.map(({ value }) => [value.recordId, value.zones])).toEqual([
      [hash('before'), { district: 'B' }],
      [hash('after'), { district: 'A', postcode: '04524' }],
    ]);
  });
});

describe('a record that comes again', () => {
  it('is deduplicated with a line that names the first copy; a correction becomes a revision', async () => {
    const device = 'D-1';
    const first = encode(observation('again', { device }));
    const corrected = encode(observation('again', { device, contentHash: hash('other'), state: 'free' }));
    await hub.send(
      raw,
      [first, first, corrected, corrected, first].map((value) => ({ key: device, value })),
    );
    const lines = await hub.read(topics.hubDuplicates, (seen) => seen.length === 3);
    const placed = (
      await hub.read(topics.parkingObservations, (seen) => seen.filter(ofDevice(device)).length === 2)
    ).filter(ofDevice(device));
    expect(placed.map(({ value }) => [value.revision, value.cause, value.state])).toEqual([
      [0, null, 'occupied'],
      [1, 'correction', 'free'],
    ]);
    const partition = partitionOf(device, raw.partitions);
    const base = lines[0]?.value.firstOffset ?? NaN;
    expect(lines.map(({ value }) => [value.firstOffset - base, value.originOffset - base])).toEqual([
      [0, 1],
      [1 + 1, 3],
      [0, 4],
    ]);
    expect(lines[0]).toMatchObject({
      key: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-/),
      value: {
        recordId: hash('again'),
        source: 'bays',
        stage: 'enrichment',
        kind: 'parking/observations',
        receivedAt: now,
        originTopic: raw.name,
        originPartition: partition,
        firstTopic: raw.name,
        firstPartition: partition,
      },
    });
  });

  it('is known again after a restart, on both lanes', async () => {
    const device = 'D-2';
    const live = { key: device, value: encode(observation('live', { device })) };
    const imported = {
      key: device,
      value: encode(observation('imported', { device, lane: 'history', receivedAt: now - 300 * day })),
    };
    await hub.send(raw, [live]);
    await hub.send(topics.parkingRawObservationsHistory, [imported]);
    await hub.read(topics.parkingObservations, (seen) => seen.filter(ofDevice(device)).length === 2);
    await hub.stop(service);
    service = await hub.service('one');
    await hub.send(raw, [live, { key: device, value: encode(observation('fresh', { device })) }]);
    await hub.send(topics.parkingRawObservationsHistory, [imported]);
    const lines = await hub.read(topics.hubDuplicates, (seen) => seen.length === 5);
    expect(
      lines
        .filter(({ value }) => !value.recordId.equals(hash('again')))
        .map(({ value }) => value.firstTopic)
        .sort(),
    ).toEqual([topics.parkingRawObservationsHistory.name, raw.name].sort());
    const placed = await hub.read(topics.parkingObservations, (seen) => seen.filter(ofDevice(device)).length === 3);
    expect(placed.filter(ofDevice(device)).filter(({ value }) => value.revision !== 0)).toEqual([]);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/naru_enrichment_remembered_ids\{task="\d".*\} [1-9]/);
  });
});

describe('a record that is corrected for days', () => {
  it('goes on with its numbers after a restart, though its first statements have left the horizon', async () => {
    const device = 'D-9';
    const correction = (number: number, hoursAgo: number) => {
      const content = { contentHash: hash(`correction ${number}`), receivedAt: now - hoursAgo * 3_600_000 };
      return { key: device, value: encode(observation('corrected', { device, ...content })) };
    };
    const revisions = async (count: number): Promise<number[]> => {
      const placed = await hub.read(
        topics.parkingObservations,
        (seen) => seen.filter(ofDevice(device)).length === count,
      );
      return placed.filter(ofDevice(device)).map(({ value }) => value.revision);
    };
    const before = [correction(0, 80), correction(1, 60), correction(2, 40), correction(3, 20)];
    for (const [sent, one] of before.entries()) {
      await hub.send(raw, [one]); // one transaction each
      await revisions(sent + 1);
    }
    await hub.stop(service);
    service = await hub.service('one');
    await hub.send(raw, [correction(4, 0)]);
    expect(await revisions(5)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('the history lane', () => {
  it('is placed as the city was at the time, beside live records of the same device', async () => {
    const device = 'M-1';
    const moved = new Date(now - 10 * day).toISOString();
    const loaded = await hub.call(service, '/v1/master-data/assets', {
      method: 'PUT',
      body: [
        { ...bay('bay-before', [device], 126.3), validTo: moved },
        { ...bay('bay-after', [device], 127.3), validFrom: moved },
      ],
    });
    expect(loaded.status).toBeLessThan(300);
    const send = async (lane: 'live' | 'history', observedDaysAgo: readonly number[]): Promise<void> => {
      const topic = lane === 'live' ? raw : topics.parkingRawObservationsHistory;
      const records = observedDaysAgo.map((days) =>
        observation(`${lane} ${days}`, { device, lane, observedAt: now - days * day }),
      );
      await hub.send(
        topic,
        records.map((record) => ({ key: device, value: encode(record) })),
      );
    };
    await send('history', [400, 11, 9]);
    await send('live', [0.1, 0.2]);
    const placed = await hub.read(topics.parkingObservations, (seen) => seen.filter(ofDevice(device)).length === 5);
    const assets = placed
      .filter(ofDevice(device))
      .map(({ value }) => [Math.round((now - value.observedAt) / day), value.lane, value.assetId]);
    expect(assets.sort().map(String)).toEqual(
      [
        [0, 'live', 'bay-after'],
        [0, 'live', 'bay-after'],
        [9, 'history', 'bay-after'],
        [11, 'history', 'bay-before'],
        [400, 'history', 'bay-before'],
      ]
        .sort()
        .map(String),
    );
  });
});

describe('what a foreign producer writes', () => {
  it('is a dead letter with its own reason where it is no record, and costs none of its neighbours', async () => {
    const device = 'F-1';
    const good = (id: string, more = {}) => ({ key: device, value: encode(observation(id, { device, ...more })) });
    const unknown = Buffer.from(good('u').value);
    unknown.writeUInt32BE(2_000_000_000, 1);
    const reading = encode(observation('other kind', { device }));
    reading.writeUInt32BE(await hub.parts.registry.idOf(topics.energyRawReadings), 1);
    const bad: [string, string | null, Buffer | null][] = [
      ['unknown-schema-id', device, unknown],
      ['truncated-body', device, good('t').value.subarray(0, -1)],
      ['truncated-body', device, good('front').value.subarray(0, 20)],
      ['truncated-body', device, Buffer.concat([good('long').value, Buffer.from([0])])],
      ['not-confluent', device, Buffer.from('{"device":"F-1"}')],
      ['not-confluent', device, null],
      ['wrong-type', device, reading],
      ['not-finite', device, good('nan', { point: { longitude: NaN, latitude: 37 } }).value],
      ['swapped-coordinates', device, good('swapped', { point: { longitude: 37, latitude: 127 } }).value],
      ['coordinates-out-of-range', device, good('metres', { point: { longitude: 198_000, latitude: 551_000 } }).value],
    ];
    await hub.send(raw, [good('f1'), ...bad.map(([, key, value]) => ({ key, value })), good('f2')]);
    await hub.send(raw, [{ key: null, value: good('keyless').value }]);
    const letters = await hub.read(topics.hubDeadLetters, (seen) => seen.length === bad.length + 1);
    expect(letters.map(({ value }) => value.reason).sort()).toEqual(
      [...bad.map(([reason]) => reason), 'missing-key'].sort(),
    );
    await hub.read(topics.parkingObservations, (seen) => seen.filter(ofDevice(device)).length === 2);

    const cut = letters.find(({ value }) => value.recordId?.equals(hash('t')) === true)?.value;
    expect(cut).toMatchObject({
      source: 'bays',
      stage: 'enrichment',
      kind: raw.name,
      originTopic: raw.name,
      observedAt: now - 1_000,
    });
    const opened = await hub.open('bays', cut?.sealed ?? null, cut?.sealKeyId ?? null);
    expect(opened).toEqual(good('t').value.subarray(0, -1));
  });

  it('waits where the placed pair of its schema was not released, says so, and goes on when it is', async () => {
    const device = 'W-1';
    const { fields } = raw.avro;
    const next: AvroRecord = {
      ...raw.avro,
      fields: [...fields, { name: 'confidence', type: 'double', doc: 'Confidence (0 to 1).', default: 1 }],
    };
    const rawId = await hub.parts.registry.registerSchema(hub.parts.names.subject(raw), next);
    const value = Buffer.concat([encode(observation('w', { device })), Buffer.alloc(8)]);
    value.writeUInt32BE(rawId, 1);
    await hub.send(raw, [{ key: device, value }]);
    const subject = hub.parts.names.subject(topics.parkingObservations);
    await eventually(
      () => hub.call(service, '/health/ready'),
      ({ status, body }) => status === 503 && JSON.stringify(body).includes(subject),
    );
    const pair = composePlaced(next, placeFields);
    const placedId = await hub.parts.registry.registerSchema(subject, pair);
    const all = await hub.read(topics.parkingObservations, (seen) => seen.some(ofDevice(device)));
    const placed = all.find(ofDevice(device));
    expect(placed?.bytes.readUInt32BE(1)).toBe(placedId);
    expect(placed?.value).toMatchObject({ device, state: 'occupied', placeReason: 'unknown-asset' });
    await eventually(
      () => hub.call(service, '/health/ready'),
      ({ status }) => status === 200,
    );
  });
});
