import { describe, expect, it } from '@jest/globals';
import { DecodeError } from '@naru/avro';
import { tables } from '@naru/clickhouse';
import { type HubReturnedRecord, type ParkingRawObservation, physicalNames, topics } from '@naru/contracts';
import { Tally } from '@naru/ledger';
import avsc, { type Schema } from 'avsc';
import fc from 'fast-check';
import { readPlan } from '../domain/plan.js';
import { ReturnedRows } from './returned-rows.js';
import { type ReturnedStep, ReturnedWork, bookingOfReturned, setAsideOf } from './returned-work.js';
import { WarehouseTable } from './warehouse-table.js';

const contract = topics.parkingRawObservations;
const returns = topics.hubAnalyticsReturns.name;
const names = physicalNames('');
const type = avsc.Type.forSchema(contract.avro as unknown as Schema, { registry: {} });
const known = 7;
const partition = 1;
const minute = 60_000;

const registry = {
  schemaById: (id: number) =>
    id === known ? Promise.resolve(contract.avro) : Promise.reject(new DecodeError('unknown-schema-id', 'unknown', id)),
};

type Kind = 'row' | 'refused' | 'cut' | 'elsewhere';
const kindsOfReturns: readonly Kind[] = ['row', 'row', 'refused', 'cut', 'elsewhere'];

/** What comes back with the nth record of the returns. */
function returnedAs(kind: Kind, n: number): Partial<HubReturnedRecord> {
  const record: ParkingRawObservation = {
    recordId: Buffer.alloc(16, n),
    contentHash: Buffer.alloc(16, n),
    ...{ source: 'bays', receivedAt: minute, observedAt: minute, device: `S-${n}`, point: null },
    ...{ quality: 'good', lane: 'live', state: 'free' },
  };
  const whole = Buffer.concat([Buffer.from([0, 0, 0, 0, known]), type.toBuffer(record)]);
  return {
    ...{
      originTopic: kind === 'elsewhere' ? 'no.such.v1' : contract.name,
      originPartition: 0,
      originOffset: 1_000 + n,
    },
    ...{ originKey: 'S', source: 'bays', receivedAt: minute, attempt: 3 },
    sealed: kind === 'cut' ? whole.subarray(0, -1) : whole,
  };
}

/** The returns, as an instance of analytics meets them, and what outlives it: what is committed, and the table. */
class World {
  committed = { offset: 100, metadata: '' };
  readonly booked: ReturnedStep[] = [];
  readonly table = new Set<number>();
  #work = this.#begin();
  #read = 0;

  constructor(private readonly kinds: readonly Kind[]) {}

  /** Every second offset holds the end of a transaction. */
  static offsetOf = (n: number): number => 100 + 2 * n;

  get isDone(): boolean {
    return this.committed.offset === World.offsetOf(this.kinds.length);
  }

  takeOver(): void {
    this.#work = this.#begin();
    this.#read = Math.ceil((this.committed.offset - 100) / 2);
  }

  async take(): Promise<void> {
    const n = this.#read;
    const kind = this.kinds[n];
    if (kind === undefined) return;
    this.#read++;
    const came = { topic: returns, partition, offset: World.offsetOf(n), timestamp: 9 * minute, key: 'k' };
    this.#work.push(await this.#rowsOf(kind, n).read({ ...came, value: Buffer.alloc(0) }, this.#work.found));
    this.#work.coverTo(World.offsetOf(n) + 2);
  }

  insert(): void {
    const work = this.#work.toInsert;
    const block = work?.toInsert?.block;
    if (work === undefined || block === undefined) return;
    const offset = block.offsetOf(0);
    if (this.kinds[offset - 1_000] === 'refused') work.refused([block.withoutRow(contract.name, 'wrong-type', '')]);
    else {
      this.table.add(offset); // proven: never twice
      work.inserted();
    }
  }

  book(): void {
    const step = this.#work.step(true);
    if (step === undefined) return;
    const { position } = bookingOfReturned(step);
    expect(step.from).toBe(this.committed.offset);
    this.committed = { offset: position.offset, metadata: position.metadata };
    this.booked.push(step);
    this.#work.took(step);
  }

  #begin(): ReturnedWork {
    const { offset, metadata } = this.committed;
    return new ReturnedWork(returns, returns, partition, offset, readPlan(metadata));
  }

  #rowsOf(kind: Kind, n: number): ReturnedRows {
    const table = tables.find(({ topic }) => topic === contract.name);
    if (table === undefined) throw new Error('No table');
    return new ReturnedRows({
      codec: { decodeAny: () => Promise.resolve(returnedAs(kind, n) as HubReturnedRecord) },
      returns: { open: ({ sealed }) => sealed },
      names,
      tables: new Map([[names.topic(contract), new WarehouseTable(contract, table, names, registry)]]),
    });
  }
}

describe('what comes back', () => {
  it('is booked once, in ranges that touch, and each row is in: whoever takes over, and whenever', async () => {
    const kinds = fc.array(fc.constantFrom(...kindsOfReturns), { minLength: 1, maxLength: 8 });
    const actions = fc.array(fc.constantFrom('take', 'insert', 'book', 'takeOver'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(kinds, actions, async (all, early) => {
        const world = new World(all);
        for (const action of early) await world[action]();
        for (let rounds = 0; !world.isDone; rounds++) {
          expect(rounds).toBeLessThan(4 * all.length + 4);
          await world.take();
          world.book();
          world.insert();
        }
        const done = world.booked.flatMap((step) => step.done);
        expect(done.map(({ came }) => came.offset)).toEqual(all.map((_, n) => World.offsetOf(n)));
        const isIn = (kind: Kind) => kind === 'row';
        expect(done.map((row) => setAsideOf(row) === undefined)).toEqual(all.map(isIn));
        expect([...world.table]).toEqual(all.flatMap((kind, n) => (isIn(kind) ? [1_000 + n] : [])));
      }),
    );
  });

  it('balances in every transaction: what its topic delivers is returned to the topics that it came from', async () => {
    const world = new World(kindsOfReturns);
    while (!world.isDone) {
      await world.take();
      world.book();
      world.insert();
    }
    const counts: Record<string, number> = {};
    for (const step of world.booked) {
      const tally = new Tally();
      bookingOfReturned(step).count(tally);
      expect(tally.imbalance()).toBeUndefined();
      for (const { topic, fate, reason, source, minute: at, count } of tally.toEntry({
        ...{ stage: 'analytics', task: partition, instance: 'one', bookedAt: 0 },
      }).counts) {
        const line = [topic, source, at / minute, fate, reason].join(' ').trimEnd();
        counts[line] = (counts[line] ?? 0) + count;
      }
    }
    expect(counts).toEqual({
      [`${returns}  9 delivered`]: 4,
      [`${returns}  9 dead-lettered wrong-type`]: 1,
      [`${contract.name} bays 1 returned`]: 4,
      [`${contract.name} bays 1 delivered`]: 2,
      [`${contract.name} bays 1 dead-lettered wrong-type`]: 1,
      [`${contract.name} bays 1 dead-lettered truncated-body`]: 1,
    });
    const attempts = world.booked
      .flatMap((step) => bookingOfReturned(step).setAside)
      .map(({ record }) => record.attempt);
    expect(attempts).toEqual([3, 3, 0]);
  });
});
