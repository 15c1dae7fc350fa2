import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WireCodec } from '@naru/avro';
import { type Kind, type MobilityEvent, type MobilityRawEvent, kinds, topics } from '@naru/contracts';
import type { BatchInput } from '@naru/streams';
import fc from 'fast-check';
import { type TestRecord, TaskUnderTest, batchOf, codecOf, preparedSchemas } from '../test/support/task-under-test.js';
import { MasterData } from './domain/master-data.js';
import { createPipeline } from './pipeline.js';
import type { Enrichment } from './topology.js';

type Lane = 'live' | 'history';

interface Sent {
  readonly id: number;
  readonly content: number;
  readonly device: number;
  readonly lane: Lane;
  readonly isBroken: boolean;
}
const sent: fc.Arbitrary<Sent> = fc.record({
  id: fc.integer({ min: 0, max: 7 }),
  content: fc.integer({ min: 0, max: 2 }),
  device: fc.integer({ min: 0, max: 2 }),
  lane: fc.constantFrom<Lane>('live', 'history'),
  isBroken: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
/** What happens to a piece of the log: taken and committed, taken and aborted and taken again, or a restart before it. */
const fate = fc.constantFrom('commit' as const, 'abort' as const, 'restart' as const);

const inputs = {} as Record<Lane, BatchInput<Enrichment>>;
const topicOf: Record<Lane, string> = {
  live: topics.mobilityRawEvents.name,
  history: topics.mobilityRawEventsHistory.name,
};
let placedCodec: WireCodec<MobilityEvent>;
let encode: (value: MobilityRawEvent) => Buffer;

beforeAll(async () => {
  const masterData = new MasterData();
  masterData.putAsset({
    assetId: 'camera',
    kind: 'camera',
    name: '',
    devices: ['d0'],
    point: { longitude: 127, latitude: 37 },
    zones: { district: '1' },
    building: null,
    storey: null,
    attributes: {},
    validFrom: 0,
    validTo: null,
    recordedAt: 5,
  });
  const prepared = new Map(await Promise.all(kinds.map(async (kind) => [kind, await preparedSchemas(kind)] as const)));
  const schemasOf = (kind: Kind) => {
    const schemas = prepared.get(kind);
    if (schemas === undefined) throw new Error('No such kind');
    return schemas;
  };
  const pipeline = createPipeline({
    masterData,
    schemasOf,
    watch: () => undefined,
    returns: { open: () => undefined },
  });
  inputs.live = pipeline.rawMobilityEvents as BatchInput<Enrichment>;
  inputs.history = pipeline.rawMobilityEventsHistory as BatchInput<Enrichment>;
  placedCodec = await codecOf(topics.mobilityEvents);
  const codec = await codecOf(topics.mobilityRawEvents);
  encode = (value) => codec.encode(value);
});

const recordOf = ({ id, content, device, lane, isBroken }: Sent): TestRecord => {
  const value = encode({
    recordId: Buffer.alloc(16, id + 1),
    contentHash: Buffer.alloc(16, 100 + content),
    source: 's',
    receivedAt: 1e12,
    observedAt: 1e12 + id,
    device: `d${device}`,
    point: id % 2 === 0 ? { longitude: id, latitude: 1 } : null,
    quality: 'good',
    lane,
    eventType: 'accident',
    severity: 'unknown',
    casualties: 0,
    vehicles: 2,
    description: '',
    attributes: {},
  });
  return { key: `d${device}`, value: isBroken ? value.subarray(0, -1) : value };
};

/** The log of a task: its two lanes, as the order of arrival filled them. */
class Log {
  readonly #lanes: Record<Lane, TestRecord[]> = { live: [], history: [] };

  /** Appends a piece and shows it to the task, as batches of one lane each. */
  append(piece: readonly Sent[], task: TaskUnderTest): () => void {
    const batches: { lane: Lane; from: number; records: TestRecord[] }[] = [];
    for (const one of piece) {
      const last = batches.at(-1);
      const records = this.#lanes[one.lane];
      if (last?.lane === one.lane) last.records.push(recordOf(one));
      else batches.push({ lane: one.lane, from: records.length, records: [recordOf(one)] });
      records.push(recordOf(one));
    }
    return () => {
      for (const { lane, from, records } of batches)
        inputs[lane].visit(batchOf(topicOf[lane], 0, from, records), task as never);
    };
  }
}

describe('the pipeline', () => {
  it('says the same whatever the batches, the aborted transactions and the restarts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(sent, { minLength: 1, maxLength: 8 }), fate), { maxLength: 8 }),
        (pieces) => {
          const [plain, plainLog] = [new TaskUnderTest(), new Log()];
          const [task, log] = [new TaskUnderTest(), new Log()];
          for (const [piece, what] of pieces) {
            for (const one of piece) {
              plainLog.append([one], plain)();
              plain.commit();
            }
            if (what === 'restart') task.restart();
            const show = log.append(piece, task);
            if (what === 'abort') {
              show();
              task.abort();
            }
            show();
            task.commit();
          }
          expect(task.committed).toEqual(plain.committed);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('delivers each content of an id once, under revisions from 0 on without a gap', () => {
    fc.assert(
      fc.property(
        fc.array(
          sent.map((one) => ({ ...one, isBroken: false })),
          { maxLength: 60 },
        ),
        (all) => {
          const task = new TaskUnderTest();
          new Log().append(all, task)();
          const contents = new Map<number, Set<number>>();
          for (const { id, content } of all) contents.set(id, (contents.get(id) ?? new Set()).add(content));
          for (const [id, distinct] of contents) {
            const revisions = task.placed
              .filter((bytes) => bytes[5] === id + 1)
              .map((bytes) => placedCodec.decode(bytes).revision);
            expect(revisions).toEqual(Array.from(distinct, (_, i) => i));
          }
        },
      ),
    );
  });
});
