import { describe, expect, it } from '@jest/globals';
import { DecodeError } from '@naru/avro';
import { tables } from '@naru/clickhouse';
import { type ParkingRawObservation, physicalNames, topics } from '@naru/contracts';
import { BatchWriter, type FetchedBatch, RecordView } from '@naru/kafka';
import { markHeaders } from '@naru/streams';
import avsc, { type Schema } from 'avsc';
import fc from 'fast-check';
import type { BlockLimits } from '../domain/block-limits.js';
import { planText } from '../domain/plan.js';
import type { PartitionWork } from './partition-work.js';
import { Pending } from './pending.js';
import type { RowBlock } from './row-block.js';
import { takeBatch } from './take-batch.js';
import { type WriterOfRows, WarehouseTable } from './warehouse-table.js';

const contract = topics.parkingRawObservations;
const table = tables.find(({ topic }) => topic === contract.name);
if (table === undefined) throw new Error('No table');
const names = physicalNames('');
const type = avsc.Type.forSchema(contract.avro as unknown as Schema, { registry: {} });
const known = 7;

const registry = {
  schemaById: (id: number) =>
    id === known ? Promise.resolve(contract.avro) : Promise.reject(new DecodeError('unknown-schema-id', 'unknown', id)),
};

const record = (n: number): ParkingRawObservation => ({
  recordId: Buffer.alloc(16, n),
  contentHash: Buffer.alloc(16, n),
  source: 'bays',
  receivedAt: n,
  observedAt: n * 10 * 86_400_000,
  device: `S-${n}`,
  point: null,
  quality: 'good',
  lane: 'live',
  state: 'free',
});

type Kind = 'row' | 'cut' | 'foreign' | 'unknown' | 'tombstone' | 'mark';
interface Logged {
  readonly kind: Kind;
  readonly offset: number;
  readonly value: Buffer | null;
}

/** Records with gaps between their offsets, as aborted transactions and compaction leave them. */
const log = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Kind>('row', 'row', 'row', 'row', 'cut', 'foreign', 'unknown', 'tombstone', 'mark'),
      gap: fc.nat(3),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((all) => {
    let offset = 100;
    return all.map(({ kind, gap }, n): Logged => {
      offset += gap + 1;
      const whole = Buffer.concat([
        Buffer.from([0, 0, 0, 0, kind === 'unknown' ? 9 : known]),
        type.toBuffer(record(n)),
      ]);
      const values: Record<Kind, Buffer | null> = {
        row: whole,
        unknown: whole,
        cut: whole.subarray(0, -1),
        foreign: Buffer.from('{}'),
        tombstone: null,
        mark: null,
      };
      return { kind, offset, value: values[kind] };
    });
  });

/** The record as a reader meets it. */
function viewOf({ kind, offset, value }: Logged): RecordView {
  const writer = new BatchWriter({ compression: 'none' });
  writer.append(offset, kind === 'mark' ? null : 'S', value, kind === 'mark' ? markHeaders(offset) : undefined);
  const view = new RecordView(writer.finish()[0] ?? Buffer.alloc(0));
  view.moveTo(61, offset, offset);
  return view;
}

function batchOf(logged: readonly Logged[], baseOffset: number, lastOffset: number): FetchedBatch {
  const forEach = (visit: (view: RecordView) => void): void => {
    for (const each of logged) visit(viewOf(each));
  };
  return { topic: contract.name, partition: 1, baseOffset, lastOffset, records: logged.length, forEach };
}

/**
 * Takes the log in batches cut at these places, as the sink does: a schema that is missing is fetched, then it goes on.
 * `metadata` is what stands beside the committed offset, 100.
 */
async function take(
  all: readonly Logged[],
  cuts: readonly number[],
  { metadata, limits }: { readonly metadata?: string; readonly limits?: BlockLimits } = {},
): Promise<PartitionWork> {
  if (table === undefined) throw new Error('No table');
  const pending = new Pending(limits);
  const into = new WarehouseTable(contract, table, names, registry);
  const refused = new Map<number, DecodeError>();
  const places = [...new Set([0, ...cuts.map((cut) => cut % all.length), all.length])].sort((a, b) => a - b);
  for (const [i, start] of places.slice(0, -1).entries()) {
    const part = all.slice(start, places[i + 1]);
    const batch = batchOf(part, start === 0 ? 100 : (all[start - 1]?.offset ?? 0) + 1, part.at(-1)?.offset ?? 0);
    const work = pending.of(batch, into, () => metadata);
    for (let from = batch.baseOffset; ;) {
      const missing = takeBatch(batch, from, work, refused);
      if (missing === undefined) break;
      const writer: WriterOfRows | DecodeError = await into.prepare(missing.schemaId);
      if (writer instanceof DecodeError) refused.set(missing.schemaId, writer);
      from = missing.offset;
    }
  }
  const [work] = pending.all;
  if (work === undefined) throw new Error('Nothing was taken');
  return work;
}

const bytesOf = (blocks: readonly RowBlock[]): string =>
  Buffer.concat(blocks.map(({ content }) => content)).toString('hex');
const of = (all: readonly Logged[], ...kinds: readonly Kind[]) => all.filter(({ kind }) => kinds.includes(kind));
const sumOf = (blocks: readonly RowBlock[], what: 'rows' | 'records') =>
  blocks.reduce((sum, block) => sum + block[what], 0);

/** Every record of the log is in one of the blocks, once, and the blocks touch. */
function expectWhole(blocks: readonly RowBlock[], all: readonly Logged[]): void {
  expect(blocks[0]?.from).toBe(100);
  blocks.slice(1).forEach((block, i) => {
    expect(block.from).toBe(blocks[i]?.to);
  });
  expect(blocks.at(-1)?.to).toBe((all.at(-1)?.offset ?? 0) + 1);
  expect(sumOf(blocks, 'rows')).toBe(of(all, 'row').length);
  expect(sumOf(blocks, 'records')).toBe(all.length - of(all, 'mark').length);
  expect(
    blocks.flatMap(({ setAside }) => setAside.map(({ record: { offset, value } }) => ({ offset, value }))),
  ).toEqual(of(all, 'cut', 'foreign', 'unknown').map(({ offset, value }) => ({ offset, value })));
  const rowsOf = (block: RowBlock) => Array.from({ length: block.rows }, (_, row) => block.offsetOf(row));
  const rows = blocks.flatMap(rowsOf);
  for (const block of blocks)
    expect(rowsOf(block).every((offset) => offset >= block.from && offset < block.to)).toBe(true);
  expect(rows).toEqual(of(all, 'row').map(({ offset }) => offset));
  expect(blocks.flatMap(({ deleted }) => deleted.map(({ offset }) => offset))).toEqual(
    of(all, 'tombstone').map(({ offset }) => offset),
  );
}

describe('taking batches', () => {
  it('makes the same of a log, whatever way it is cut: each record a row, set aside, or nothing, once', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.array(fc.nat(100), { maxLength: 6 }), async (all, cuts) => {
        const { blocks: whole } = await take(all, []);
        const { blocks } = await take(all, cuts);
        expect(bytesOf(blocks)).toBe(bytesOf(whole));
        expectWhole(blocks, all);
      }),
    );
  });

  it('makes no block larger than it may be, and the same blocks whatever way the log is cut', async () => {
    const size = fc.record({
      rows: fc.integer({ min: 1, max: 5 }),
      bytes: fc.integer({ min: 1, max: 800 }),
      tablePartitions: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(log, fc.array(fc.nat(100), { maxLength: 6 }), size, async (all, cuts, limits) => {
        const { blocks } = await take(all, cuts, { limits });
        expectWhole(blocks, all);
        expect(bytesOf(blocks)).toBe(bytesOf((await take(all, [])).blocks));
        for (const block of blocks) {
          expect(block.rows).toBeLessThanOrEqual(limits.rows);
          expect(block.rows <= 1 || block.content.length <= limits.bytes).toBe(true);
          const months = Array.from({ length: block.rows }, (_, row) =>
            new Date(block.originOf(row).at * 10 * 86_400_000).toISOString().slice(0, 7),
          );
          expect(new Set(months).size).toBeLessThanOrEqual(limits.tablePartitions);
        }
      }),
    );
  });

  it('ends the first block where it was planned to, however the log comes: the same range, the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.array(fc.nat(100), { maxLength: 6 }), fc.nat(), async (all, cuts, at) => {
        const end = (all.at(-1)?.offset ?? 0) + 1;
        const to = 101 + (at % (end - 100));
        const plan = { to, rows: 0, hash: '', layout: '' };
        const work = await take(all, cuts, { metadata: planText(plan) });
        expectWhole(work.blocks, all);
        expect(work.toInsert?.block).toBe(work.blocks[0]);
        expect(work.toInsert?.plan).toEqual(plan);
        expect(work.blocks[0]?.to).toBe(to);
        expect(work.blocks[0]?.rows).toBe(of(all, 'row').filter(({ offset }) => offset < to).length);
      }),
    );
  });

  it('gives halves that touch and are together what they were, and each row back with its record', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (all) => {
        const apart = (block: RowBlock): RowBlock[] => (block.rows > 1 ? block.halves().flatMap(apart) : [block]);
        const { blocks } = await take(all, []);
        const singles = blocks.flatMap(apart);
        expect(bytesOf(singles)).toBe(bytesOf(blocks));
        expectWhole(singles, all);
        for (const single of singles.filter(({ rows }) => rows > 0)) {
          const { offset, value } = all.find((each) => each.offset === single.offsetOf(0)) ?? {};
          const refused = single.withoutRow('t', 'wrong-type', '');
          expect([refused.rows, refused.records, refused.range]).toEqual([0, single.records, single.range]);
          expect(refused.setAside.at(-1)).toMatchObject({
            source: 'bays',
            at: value?.length === undefined ? 0 : all.findIndex((each) => each.offset === offset),
            record: { offset, value, schemaId: known, key: 'S', timestamp: offset },
          });
        }
      }),
    );
  });
});
