import { describe, expect, it } from '@jest/globals';
import { DecodeError, headerLength } from '@naru/avro';
import { type RowEncoder, tables } from '@naru/clickhouse';
import { type ParkingRawObservation, physicalNames, topics } from '@naru/contracts';
import { type FetchedBatch, RecordView } from '@naru/kafka';
import avsc, { type Schema } from 'avsc';
import fc from 'fast-check';
import { Pending } from './pending.js';
import { takeBatch } from './take-batch.js';
import { WarehouseTable } from './warehouse-table.js';

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
  observedAt: n,
  device: `S-${n}`,
  point: null,
  quality: 'good',
  lane: 'live',
  state: 'free',
});

type Kind = 'row' | 'cut' | 'foreign' | 'unknown' | 'tombstone';
interface Logged {
  readonly kind: Kind;
  readonly offset: number;
  readonly value: Buffer | null;
}

/** Records with gaps between their offsets, as aborted transactions and compaction leave them. */
const log = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Kind>('row', 'row', 'row', 'row', 'cut', 'foreign', 'unknown', 'tombstone'),
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
      };
      return { kind, offset, value: values[kind] };
    });
  });

function batchOf(logged: readonly Logged[], baseOffset: number, lastOffset: number): FetchedBatch {
  const forEach = (visit: (view: RecordView) => void): void => {
    for (const { offset, value } of logged) {
      // values stand somewhere inside of a larger buffer, as in a real batch
      const view = new RecordView(
        Buffer.concat([Buffer.alloc(3, 0xee), value ?? Buffer.alloc(0), Buffer.alloc(3, 0xee)]),
      );
      Object.assign(view, {
        offset,
        timestamp: offset,
        valueStart: value === null ? -1 : 3,
        valueEnd: value === null ? -1 : 3 + value.length,
      });
      visit(view);
    }
  };
  return { topic: contract.name, partition: 1, baseOffset, lastOffset, records: logged.length, forEach };
}

/** Takes the log in batches cut at these places, as the sink does: a schema that is missing is fetched, then it goes on. */
async function take(all: readonly Logged[], cuts: readonly number[]): Promise<Pending> {
  if (table === undefined) throw new Error('No table');
  const pending = new Pending();
  const into = {
    pending,
    table: new WarehouseTable(contract, table, names, registry),
    refused: new Map<number, DecodeError>(),
  };
  const places = [...new Set([0, ...cuts.map((cut) => cut % all.length), all.length])].sort((a, b) => a - b);
  for (const [i, start] of places.slice(0, -1).entries()) {
    const part = all.slice(start, places[i + 1]);
    const batch = batchOf(part, start === 0 ? 100 : (all[start - 1]?.offset ?? 0) + 1, part.at(-1)?.offset ?? 0);
    for (let from = batch.baseOffset; ;) {
      const missing = takeBatch(batch, from, into);
      if (missing === undefined) break;
      const encoder: RowEncoder | DecodeError = await into.table.prepare(missing.schemaId);
      if (encoder instanceof DecodeError) into.refused.set(missing.schemaId, encoder);
      from = missing.offset;
    }
  }
  return pending;
}

const bytesOf = ({ blocks }: Pending): string =>
  Buffer.concat(blocks.map((block) => block.slice({ first: 0, end: block.rows }))).toString('hex');

describe('taking batches', () => {
  it('makes the same of a log, whatever way it is cut: each record a row, set aside, or nothing, once', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.array(fc.nat(100), { maxLength: 6 }), async (all, cuts) => {
        const whole = await take(all, []);
        const inParts = await take(all, cuts);
        expect(bytesOf(inParts)).toBe(bytesOf(whole));
        expect(inParts.setAside).toEqual(whole.setAside);
        expect(inParts.positions).toEqual([
          { topic: contract.name, partition: 1, offset: (all.at(-1)?.offset ?? 0) + 1 },
        ]);

        const of = (...kinds: readonly Kind[]) => all.filter(({ kind }) => kinds.includes(kind));
        expect(inParts.blocks.reduce((sum, block) => sum + block.rows, 0)).toBe(of('row').length);
        expect(inParts.setAside.map(({ offset, value }) => ({ offset, value }))).toEqual(
          of('cut', 'foreign', 'unknown').map(({ offset, value }) => ({ offset, value })),
        );
        expect(inParts.tombstones.get(contract.name) ?? 0).toBe(of('tombstone').length);
      }),
    );
  });

  it('gives each row back with the record that it came from, and ranges that touch', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (all) => {
        const [block] = (await take(all, [])).blocks;
        const rows = all.filter(({ kind }) => kind === 'row');
        if (block === undefined) {
          expect(rows).toEqual([]);
          return;
        }
        rows.forEach(({ offset, value }, row) => {
          expect(block.original(row)).toMatchObject({ offset, value });
          expect(value?.subarray(0, headerLength).readUInt32BE(1)).toBe(known);
        });
        const singles = rows.map((_, row) => block.range({ first: row, end: row + 1 }));
        singles.forEach((range, row) => {
          expect(range.from).toBe(row === 0 ? block.from : singles[row - 1]?.to);
        });
        expect(singles.at(-1)?.to).toBe(block.to);
        const cut = Buffer.concat(rows.map((_, row) => block.slice({ first: row, end: row + 1 })));
        expect(cut.equals(block.slice({ first: 0, end: block.rows }))).toBe(true);
      }),
    );
  });
});
