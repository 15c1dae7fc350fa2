import { describe, expect, it } from '@jest/globals';
import { WireCodec } from '@naru/avro';
import { type AvroRecord, type TopicContract, topics } from '@naru/contracts';
import { BatchWriter, type FetchedBatch, RecordView } from '@naru/kafka';
import fc from 'fast-check';
import type { KeyedState } from '../state/keyed-state.js';
import { markHeaders } from '../time/progress-mark.js';
import { TaskClock } from '../time/task-clock.js';
import type { Handler, Timers } from '../topology/handler.js';
import { deadLettered, delivered, quarantined } from '../topology/outcome.js';
import { type KeyedStoreDeclaration, store } from '../topology/store.js';
import type { Topology } from '../topology/topology.js';
import { Fates } from './fates.js';
import { type Stop, takeBatch, typedPort } from './input-port.js';
import { keptStore } from './kept-store.js';
import { type Output, Outputs } from './outputs.js';
import { TaskRuntime } from './task-runtime.js';

interface Move {
  readonly word: string;
  readonly n: number;
  readonly at: number;
}
type Balance = Move;

const avro: AvroRecord = {
  type: 'record',
  name: 'Move',
  namespace: 'naru.test',
  doc: 'Test.',
  fields: [
    { name: 'word', type: 'string', doc: 'Test.' },
    { name: 'n', type: 'long', doc: 'Test.' },
    { name: 'at', type: 'long', doc: 'Test.' },
  ],
};
const noRegistry = {
  schemaById: (id: number) => Promise.reject(new Error(`Schema ${id} was not to be asked for`)),
};
const codec = new WireCodec<Move>(avro, 7, noRegistry);
const contract: TopicContract<Move> = {
  ...(topics.parkingZonesChangelog as TopicContract),
  name: 'test.moves.v1',
  avro,
} as TopicContract<Move>;
const output: Output = { topic: contract, name: contract.name, codec: codec };
const declaration = store({ changelog: contract }) as KeyedStoreDeclaration;
const quietMs = 5_000;

/** Adds to a balance; refuses what would take it below zero, after having changed it already. */
const handle: Handler<Topology, unknown> = ({ value }, task) => {
  const { word, n, at } = value as Move;
  const balances = task.store('balances') as unknown as KeyedState<Balance>;
  const before = balances.get(word);
  const balance = (before?.n ?? 0) + n;
  if (balance === 0) balances.delete(word);
  else balances.set(word, { word, n: balance, at: Math.max(before?.at ?? 0, at) });
  if (n === 13) return quarantined('implausible');
  return balance < 0 ? deadLettered('wrong-type') : delivered;
};

/** A balance that nobody has moved for a while melts by one at a time, and says so. */
const melting = (fired: string[]): Timers<Topology, unknown> => ({
  dueAt: (state) => (state as Balance).at + quietMs,
  handle: ({ key, state, at }, task) => {
    const balances = task.store('balances') as unknown as KeyedState<Balance>;
    const { n } = state as Balance;
    fired.push(`${key}=${n} at ${at}`);
    if (n === 1) balances.delete(key);
    else balances.set(key, { word: key, n: n - 1, at });
  },
});

/** A record of the log: a move, or how far the hub has come. */
type Line = Move | { readonly mark: number };

const HEADER_BYTES = 61;

function batchOf(lines: readonly Line[], baseOffset: number): FetchedBatch {
  const writer = new BatchWriter({ compression: 'none' });
  for (const line of lines) {
    if ('mark' in line) writer.append(0, null, null, markHeaders(line.mark));
    else writer.append(0, line.word, codec.encode(line));
  }
  const view = new RecordView(writer.finish()[0] ?? Buffer.alloc(HEADER_BYTES));
  return {
    topic: contract.name,
    partition: 0,
    baseOffset,
    lastOffset: baseOffset + lines.length - 1,
    records: lines.length,
    forEach: (visit) => {
      lines.reduce((position) => {
        const next = view.moveTo(position, baseOffset, 0);
        visit(view);
        return next;
      }, HEADER_BYTES);
    },
  };
}

/** Runs the log through a task, cut into batches of these sizes; every third transaction is refused and taken again. */
function run(log: readonly Line[], cuts: readonly number[], refuse: boolean) {
  const fired: string[] = [];
  const kept = keptStore({ declaration, changelog: output, timers: melting(fired) });
  const { state } = kept;
  const fates = new Fates();
  const around = {
    outputs: new Outputs(),
    fates,
    writes: new Map(),
    globals: new Map(),
    marked: { loops: [], others: [] },
    setAside: () => undefined,
  };
  const port = typedPort({ topic: contract, name: contract.name }, codec, handle);
  const stores = { kept: new Map([['balances', kept]]), memories: new Map() };
  const task = new TaskRuntime(0, stores, new TaskClock([[port, 'source']]), around);
  const take = (batch: FetchedBatch) => {
    let stop: Stop | undefined = { offset: batch.baseOffset, timers: true };
    while (stop !== undefined) {
      while (task.timersAreDue) task.fireTimer();
      stop = takeBatch(batch, stop.offset, { port, task, unknown: new Set() });
    }
    while (task.timersAreDue) task.fireTimer();
  };
  const booked = new Map<string, number>();
  for (let at = 0, cut = 0; at < log.length; cut++) {
    const size = Math.max(1, cuts[cut % Math.max(1, cuts.length)] ?? 1);
    const batch = batchOf(log.slice(at, at + size), at);
    if (refuse && cut % 3 === 2) {
      const before = fired.length;
      take(batch);
      task.drop();
      fates.clear();
      fired.length = before;
    }
    take(batch);
    expect(task.books.entry({ stage: 'test', task: 0, instance: 'one', bookedAt: 0 }).ranges).toMatchObject([
      { fromOffset: at, toOffset: Math.min(at + size, log.length) },
    ]);
    task.merge();
    task.books.committed();
    task.time.merge();
    for (const { fate, count } of fates.counts) booked.set(fate, (booked.get(fate) ?? 0) + count);
    fates.clear();
    at += size;
  }
  return {
    state: Object.fromEntries([...state.entries()].sort()),
    booked: Object.fromEntries([...booked].sort()),
    fired,
  };
}

describe('records cut into batches and transactions', () => {
  it('end in the same state and the same fates and fire the same timers, whatever the cut, and where transactions are refused', () => {
    const step = fc.record({
      word: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined, freq: 3 }),
      n: fc.integer({ min: -5, max: 13 }),
      after: fc.integer({ min: 0, max: 4_000 }),
    });
    const log = fc.array(step, { maxLength: 40 }).map((steps) => {
      let at = 0;
      return steps.map(({ word, n, after }): Line => {
        at += after;
        return word === undefined ? { mark: at } : { word, n, at };
      });
    });
    fc.assert(
      fc.property(
        log,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        (lines, cuts, refuse) => {
          const whole = run(lines, [Math.max(1, lines.length)], false);
          expect(run(lines, cuts, refuse)).toEqual(whole);
          const records = lines.filter((line) => 'word' in line).length;
          expect(Object.values(whole.booked).reduce((sum, count) => sum + count, 0)).toBe(records);
        },
      ),
    );
  });
});
