import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type HubDeadLetter, type HubReturnedRecord, type ParkingRawObservation, topics } from '@naru/contracts';
import type { RunningService } from '@naru/http';
import { sealOriginal } from '@naru/sealing';
import { Hub, type Seen } from './support/hub.js';

jest.setTimeout(120_000);

const raw = topics.parkingRawObservations;
const device = 'R-1';
const now = Date.now();
const observation: ParkingRawObservation = {
  recordId: Buffer.alloc(16, 1),
  contentHash: Buffer.alloc(16, 2),
  source: 'bays',
  receivedAt: now - 60_000,
  observedAt: now - 61_000,
  device,
  point: null,
  quality: 'good',
  lane: 'live',
  state: 'occupied',
};

let hub: Hub;
let service: RunningService;
let whole: Buffer;

beforeAll(async () => {
  hub = await Hub.start();
  whole = (await hub.parts.codec(raw)).encode(observation);
  service = await hub.service('one');
});
afterAll(() => hub.close());

const letters = (count: number): Promise<Seen<HubDeadLetter>[]> =>
  hub.read(topics.hubDeadLetters, ({ length }) => length === count);

/** Sends a letter back as ingest would, with these bytes. */
async function takeBack({ partition, offset, value }: Seen<HubDeadLetter>, bytes: Buffer): Promise<void> {
  const { source, stage, task, kind, reason, lane, receivedAt } = value;
  const { originTopic, originPartition, originOffset, originKey } = value;
  const { size, sha256, sealed, sealKeyId } = sealOriginal(await hub.sourceKeys(), source, bytes);
  const returned: HubReturnedRecord = {
    ...{ letter: `dead-letters/${partition}-${offset}`, commandId: 'one', commandedBy: 'key', commandedAt: Date.now() },
    ...{ isRelease: false, isFixed: true, recordId: value.recordId, group: 'group', setAsideAt: now },
    ...{ source, stage, task, kind, reason, lane, receivedAt, attempt: value.attempt + 1 },
    ...{ originTopic, originPartition, originOffset, originKey },
    ...{ size, sha256, sealed: sealed ?? Buffer.alloc(0), sealKeyId: sealKeyId ?? '' },
  };
  const codec = await hub.parts.codec(topics.hubEnrichmentReturns);
  const message = { key: `${stage}/${task}`, value: codec.encode(returned), partition: originPartition ?? 0 };
  await hub.send(topics.hubEnrichmentReturns, [message]);
}

it('takes back what it had set aside: once, booked as returned, and known again after a restart', async () => {
  await hub.send(raw, [{ key: device, value: whole.subarray(0, -1) }]);
  const [first] = await letters(1);
  if (first === undefined) throw new Error('It was not set aside');
  expect(first.value).toMatchObject({ reason: 'truncated-body', attempt: 0 });

  await takeBack(first, whole.subarray(0, -2));
  const again = (await letters(2)).find(({ value }) => value.attempt === 1);
  if (again === undefined) throw new Error('It was not set aside again');
  expect(again.value).toMatchObject({
    reason: 'truncated-body',
    originTopic: raw.name,
    originOffset: first.value.originOffset,
    originKey: device,
  });

  await takeBack(again, whole);
  const [placed] = await hub.read(topics.parkingObservations, ({ length }) => length === 1);
  expect(placed?.value).toMatchObject({ device, state: 'occupied', receivedAt: observation.receivedAt, revision: 0 });
  const entries = await hub.read(topics.hubLedger, (seen) => countOf(seen, 'delivered') === 1);
  expect(['returned', 'delivered', 'dead-lettered'].map((fate) => countOf(entries, fate))).toEqual([2, 1, 2]);

  await hub.stop(service);
  service = await hub.service('one');
  await hub.send(raw, [{ key: device, value: whole }]);
  const [copy] = await hub.read(topics.hubDuplicates, ({ length }) => length === 1);
  expect(copy?.value).toMatchObject({ recordId: observation.recordId, firstOffset: first.value.originOffset });
});

it('takes back what it could not read then and can read now, although it has been started anew in between', async () => {
  const bytes = (await hub.parts.codec(raw)).encode({ ...observation, recordId: Buffer.alloc(16, 3), device: 'R-2' });
  const schemaId = bytes.readUInt32BE(1);
  await hub.stop(service);
  hub.registry.lost.add(schemaId);
  service = await hub.service('one');
  await hub.send(raw, [{ key: 'R-2', value: bytes }]);
  const letter = (await letters(3)).find(({ value }) => value.reason === 'unknown-schema-id');
  if (letter === undefined) throw new Error('It was not set aside');
  hub.registry.lost.clear();
  await hub.stop(service);
  service = await hub.service('one');
  await takeBack(letter, bytes);
  const placed = await hub.read(topics.parkingObservations, (seen) => seen.length === 2);
  expect(placed.map(({ value }) => value.device).sort()).toEqual([device, 'R-2']);
  await hub.send(raw, [{ key: 'R-2', value: bytes }]);
  await hub.read(topics.hubDuplicates, ({ length }) => length === 2);
});

/** Records of the raw topic that met a fate, by the ledger. */
const countOf = (
  entries: readonly Seen<{ readonly counts: readonly { topic: string; fate: string; count: number }[] }>[],
  fate: string,
): number =>
  entries
    .flatMap(({ value }) => value.counts)
    .filter((count) => count.topic === raw.name && count.fate === fate)
    .reduce((sum, { count }) => sum + count, 0);
