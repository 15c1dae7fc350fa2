import { describe, expect, it } from '@jest/globals';
import { WireCodec } from '@naru/avro';
import { type AvroRecord, type TopicContract, topics } from '@naru/contracts';
import { type FetchedBatch, RecordView } from '@naru/kafka';
import fc from 'fast-check';
import { KeyedState } from '../state/keyed-state.js';
import type { Handler } from '../topology/handler.js';
import { deadLettered, delivered, quarantined } from '../topology/outcome.js';
import { type KeyedStoreDeclaration, store } from '../topology/store.js';
import type { Topology } from '../topology/topology.js';
import { Fates } from './fates.js';
import { takeBatch, typedPort } from './input-port.js';
import type { Output } from './outputs.js';
import { Outputs } from './outputs.js';
import { TaskRuntime } from './task-runtime.js';

interface Move {
  readonly word: string;
  readonly n: number;
}

const avro: AvroRecord = {
  type: 'record',
  name: 'Move',
  namespace: 'naru.test',
  doc: 'Test.',
  fields: [
    { name: 'word', type: 'string', doc: 'Test.' },
    { name: 'n', type: 'long', doc: 'Test.' },
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

/** Adds to a balance; refuses what would take it below zero, after having changed it already. */
const handle: Handler<Topology, unknown> = ({ value }, task) => {
  const { word, n } = value as Move;
  const balances = task.store('balances') as unknown as KeyedState<number>;
  const balance = (balances.get(word) ?? 0) + n;
  if (balance === 0) balances.delete(word);
  else balances.set(word, balance);
  if (n === 13) return quarantined('implausible');
  return balance < 0 ? deadLettered('wrong-type') : delivered;
};

function batchOf(moves: readonly Move[], baseOffset: number): FetchedBatch {
  return {
    topic: contract.name,
    partition: 0,
    baseOffset,
    lastOffset: baseOffset + moves.length - 1,
    records: moves.length,
    forEach: (visit) => {
      for (const [n, move] of moves.entries()) {
        const value = codec.encode(move);
        const view = new RecordView(value);
        Object.assign(view, {
          offset: baseOffset + n,
          timestamp: 0,
          keyStart: 0,
          keyEnd: 0,
          valueStart: 0,
          valueEnd: value.length,
        });
        visit(view);
      }
    },
  };
}

/** Runs the moves through a task, cut into batches of these sizes; every third transaction is refused and taken again. */
function run(moves: readonly Move[], cuts: readonly number[], refuse: boolean) {
  const state = new KeyedState<unknown>();
  const fates = new Fates();
  const kept = new Map([['balances', { state, declaration, changelog: output }]]);
  const setAside = () => undefined;
  const around = { outputs: new Outputs(), fates, writes: new Map(), globals: new Map(), setAside };
  const task = new TaskRuntime(0, kept, new Map(), around);
  const port = typedPort({ topic: contract, name: contract.name }, codec, handle);
  const booked = new Map<string, number>();
  for (let at = 0, cut = 0; at < moves.length; cut++) {
    const size = Math.max(1, cuts[cut % Math.max(1, cuts.length)] ?? 1);
    const batch = batchOf(moves.slice(at, at + size), at);
    const unknown = new Set<number>();
    if (refuse && cut % 3 === 2) {
      takeBatch(batch, at, { port, task, unknown });
      task.drop();
      fates.clear();
    }
    takeBatch(batch, at, { port, task, unknown });
    task.merge();
    for (const { fate, count } of fates.counts) booked.set(fate, (booked.get(fate) ?? 0) + count);
    fates.clear();
    at += size;
  }
  return { state: Object.fromEntries([...state.entries()].sort()), booked: Object.fromEntries([...booked].sort()) };
}

describe('records cut into batches and transactions', () => {
  it('end in the same state and the same fates, whatever the cut, and where transactions are refused', () => {
    const move = fc.record({ word: fc.constantFrom('a', 'b', 'c'), n: fc.integer({ min: -5, max: 13 }) });
    fc.assert(
      fc.property(
        fc.array(move, { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        (moves, cuts, refuse) => {
          const whole = run(moves, [Math.max(1, moves.length)], false);
          expect(run(moves, cuts, refuse)).toEqual(whole);
          expect(Object.values(whole.booked).reduce((sum, count) => sum + count, 0)).toBe(moves.length);
        },
      ),
    );
  });
});
