import type { HubReturnedRecord } from '@naru/contracts';
import { type Headers, type Position, type RecordView, partitionOf } from '@naru/kafka';
import { type BookedBy, keyOfEntry } from '@naru/ledger';
import { TRACEPARENT } from '@naru/observability';
import type { MarkingTask } from '../time/progress-mark.js';
import type { TaskClock } from '../time/task-clock.js';
import type { SetAsideRecord } from '../topology/handler.js';
import type { GlobalTable } from '../topology/global-table.js';
import type { Outcome } from '../topology/outcome.js';
import type { EmitOptions, Expired, ReturnedFate, Task } from '../topology/task.js';
import { schemaIdIn } from '../walk.js';
import type { Fates } from './fates.js';
import type { InputPort } from './input-port.js';
import {
  type KeptLog,
  type KeptMemory,
  type KeptStore,
  type TaskStores,
  type TimedStates,
  logsOf,
} from './kept-store.js';
import { MarkPasser, type MarkedTopics } from './mark-passer.js';
import { type Origin, readOrigin } from './origin.js';
import { TaskBooks } from './task-books.js';
import type { Output, OutputRecord, Outputs } from './outputs.js';

/** What all tasks of an instance share. */
export interface TaskSurroundings {
  readonly outputs: Outputs;
  readonly fates: Fates;
  /** By the name that the topology gives them. */
  readonly writes: ReadonlyMap<string, Output>;
  readonly globals: ReadonlyMap<string, GlobalTable<unknown>>;
  /** Topics that tasks read. */
  readonly marked: MarkedTopics;
  readonly setAside: (record: SetAsideRecord, task: TaskRuntime) => void;
}

/** The record that a handler has in hand, and the input it came from. */
interface InHand {
  readonly port: InputPort;
  readonly partition: number;
  readonly view: RecordView;
  /** As what it came back, where it did. */
  readonly returned?: HubReturnedRecord;
}

const NO_HEADERS_BYTES = 1;

/** A task at work. */
export class TaskRuntime implements Task {
  readonly books = new TaskBooks();
  #inHand: InHand | undefined;
  /** Outputs of the record in hand, where it can still be undone. */
  #staged: OutputRecord[] | undefined;
  #latestTimestamp = 0;
  /** When the oldest live record of the open transaction was received (ms since 1970); Infinity where there is none. */
  oldestLiveAt = Infinity;
  readonly marks: MarkPasser;
  readonly #logs: readonly KeptLog[];
  readonly #timed: readonly (KeptStore & { readonly timed: TimedStates })[];

  constructor(
    readonly number: number,
    readonly stores: TaskStores,
    /** How far the inputs have come. */
    readonly time: TaskClock<InputPort>,
    private readonly around: TaskSurroundings,
  ) {
    this.marks = new MarkPasser(time, around.marked);
    this.#logs = logsOf(stores);
    this.#timed = [...stores.kept.values()].filter(
      (store): store is KeptStore & { timed: TimedStates } => store.timed !== undefined,
    );
  }

  get kept(): TaskStores['kept'] {
    return this.stores.kept;
  }

  get clock(): number {
    return this.time.now;
  }

  // The names are checked by the types of the topology (see Task); what comes out is what was declared under them.
  store(name: string): never {
    const found = this.kept.get(name)?.state ?? this.stores.memories.get(name)?.state;
    if (found === undefined) throw new Error(`The topology has no store ${name}`);
    return found as never;
  }

  global(name: string): GlobalTable<unknown> {
    const table = this.around.globals.get(name);
    if (table === undefined) throw new Error(`The topology has no globals ${name}`);
    return table;
  }

  emit(name: string, key: string, value: unknown, options: EmitOptions = {}): void {
    const output = this.#outputOf(name);
    this.#write({
      output,
      partition: partitionOf(key, output.topic.partitions),
      timestamp: options.timestamp ?? this.#latestTimestamp,
      key,
      value: value === null ? null : output.codec.encode(value),
      headers: this.#trace(),
    });
  }

  emitBytes(
    name: string,
    partition: number,
    key: string | Uint8Array | null,
    parts: readonly Uint8Array[],
    timestamp: number,
    headers: Headers | undefined = this.#trace(),
  ): void {
    this.#write({ output: this.#outputOf(name), partition, timestamp, key, value: parts, headers });
  }

  book(record: RecordView, outcome: Outcome, source?: string, receivedAt?: number): void {
    if (this.#inHand?.view !== record) throw new Error('Only the record in hand can be booked');
    const { port, returned } = this.#inHand;
    let origin: Origin | undefined;
    if (outcome.fate === 'dead-lettered' || outcome.fate === 'quarantined') {
      this.#setAside(this.#inHand, outcome);
      if (source === undefined && port.tellsOrigin) origin = readOrigin(record);
    }
    const at = receivedAt ?? origin?.receivedAt;
    const from = source ?? origin?.source ?? '';
    if (returned !== undefined) {
      const fate = { fate: outcome.fate, reason: 'reason' in outcome ? outcome.reason : '' };
      this.books.returned(port.topic.name, fate, from, at ?? returned.receivedAt);
      return;
    }
    this.around.fates.book(port.topic.name, outcome);
    this.books.count(port.topic.name, from, at ?? record.timestamp, outcome);
    if (at !== undefined) this.time.meet(port, at);
  }

  bookReturned(topic: string, fate: ReturnedFate, source: string, receivedAt: number): void {
    this.books.returned(topic, fate, source, receivedAt);
  }

  bookExpired(topic: string, expired: Expired): void {
    this.books.expired(topic, expired);
  }

  /** Fates booked since the last commit, by all tasks. */
  get booked(): number {
    return this.around.fates.total;
  }

  /** Offset of the record in hand, for who has to say where it went wrong. */
  get offsetInHand(): number | undefined {
    return this.#inHand?.view.offset;
  }

  takeInHand(port: InputPort, partition: number, view: RecordView): void {
    if (this.#inHand?.view !== view || this.#inHand.port !== port || this.#inHand.partition !== partition)
      this.#inHand = { port, partition, view };
    this.#latestTimestamp = view.timestamp;
    if (view.timestamp < this.oldestLiveAt && port.topic.lane === 'live') this.oldestLiveAt = view.timestamp;
  }

  /** What came back is met by the input it was once read from; the record that brought it is taken in hand again afterwards. */
  takeBackInHand(inHand: Required<InHand>): void {
    this.#inHand = inHand;
  }

  /** From now on what is done for the record in hand can be undone alone. */
  stage(): void {
    this.#staged = [];
  }

  /** What was done for the record in hand stays, in the open transaction. */
  keepRecord(): void {
    for (const { state } of this.kept.values()) state.keepRecord();
    const staged = this.#staged ?? [];
    this.#staged = undefined;
    for (const record of staged) this.#append(record);
  }

  /** What was done for the record in hand is undone, as far as keyed stores and outputs go. */
  undoRecord(): void {
    for (const { state } of this.kept.values()) state.undoRecord();
    if (this.#staged) this.#staged = [];
  }

  /** Writes the entry of the ledger that goes with the positions. */
  writeEntry(ledger: Output, by: Omit<BookedBy, 'task'>): void {
    const entry = this.books.entry({ ...by, task: this.number });
    const key = keyOfEntry(entry);
    this.around.outputs.append({
      output: ledger,
      partition: partitionOf(key, ledger.topic.partitions),
      timestamp: entry.bookedAt,
      key,
      value: ledger.codec.encode(entry),
    });
  }

  /** Writes what the transaction has changed: of keyed stores the last value of each key, once; of memory stores their pages. */
  writeChangelogs(): void {
    for (const { state, declaration, changelog } of this.kept.values())
      for (const [key, value] of state.changes())
        this.around.outputs.append({
          output: changelog,
          partition: this.number,
          timestamp: this.#latestTimestamp,
          key,
          value: value === undefined ? null : changelog.codec.encode(declaration.toWire(value)),
        });
    for (const memory of this.stores.memories.values()) this.#writePages(memory);
  }

  #writePages({ state, declaration, logs }: KeptMemory): void {
    // as they are written: what tells of an old record (one that comes back) must not be deleted as old as that
    const timestamp = Date.now();
    for (const { log, body } of declaration.toPages(state)) {
      const changelog = logs.get(log)?.changelog;
      if (changelog === undefined) throw new Error(`The store has no log ${log}`);
      this.around.outputs.append({
        output: changelog,
        partition: this.number,
        timestamp,
        key: `${this.number}`,
        value: [changelog.codec.header, ...body],
      });
    }
  }

  get hasTimers(): boolean {
    return this.#timed.length > 0;
  }

  get timersAreDue(): boolean {
    const { clock } = this;
    return this.#timed.some(({ timed }) => (timed.queue.next?.at ?? Infinity) <= clock);
  }

  /** Lets the earliest state that is due be handled. RangeError where that leaves it due as before. */
  fireTimer(): void {
    const due = this.#timed.flatMap(({ timed, state }) => {
      const { next } = timed.queue;
      return next === undefined ? [] : [{ ...next, state: state.get(next.key), timed }];
    });
    const first = due.reduce((one, other) => (other.at < one.at ? other : one));
    const { key, at, timed, state } = first;
    this.#inHand = undefined;
    this.#latestTimestamp = at;
    timed.handle({ key, at, state }, this);
    this.keepRecord();
    this.books.worked();
    const { next } = timed.queue;
    if (next?.key === key && next.at <= at)
      throw new RangeError(`The timer of ${key} left it due at ${next.at} as before`);
  }

  /** Passes the clock on where it has moved far enough. */
  writeMarks(by: Omit<MarkingTask, 'task'>): void {
    this.marks.write(this.around.outputs, { ...by, task: this.number });
  }

  /** The transaction is committed; `ends` are the offsets behind what it wrote. */
  merge(ends: readonly Position[] = []): void {
    for (const log of this.#logs) {
      const isOf = ({ topic, partition }: Position) => topic === log.changelog.name && partition === this.number;
      log.changelogAt = ends.find(isOf)?.offset ?? log.changelogAt;
      log.levelAt = Date.now();
    }
    for (const { state } of this.kept.values()) state.merge();
    for (const { state } of this.stores.memories.values()) state.merge();
    this.marks.merge();
    this.oldestLiveAt = Infinity;
  }

  drop(): void {
    this.oldestLiveAt = Infinity;
    this.#staged = undefined;
    this.#inHand = undefined;
    this.books.drop();
    this.time.drop();
    this.marks.drop();
    for (const { state } of this.kept.values()) state.drop();
    for (const { state } of this.stores.memories.values()) state.drop();
  }

  #outputOf(name: string): Output {
    const output = this.around.writes.get(name);
    if (output === undefined) throw new Error(`The topology doesn't write ${name}`);
    return output;
  }

  #write(record: OutputRecord): void {
    if (this.#staged) this.#staged.push(record);
    else this.#append(record);
  }

  #append(record: OutputRecord): void {
    this.around.outputs.append(record);
    this.books.wrote(record.output.topic.name, record.timestamp);
  }

  /** The trace of the record in hand goes on in what comes of it. */
  #trace(): Headers | undefined {
    const view = this.#inHand?.view;
    if (view === undefined || view.headersEnd - view.headersStart <= NO_HEADERS_BYTES) return undefined;
    const traceparent = view.header(TRACEPARENT);
    return traceparent === undefined ? undefined : { [TRACEPARENT]: traceparent };
  }

  #setAside(
    { port, partition, view, returned }: InHand,
    outcome: Extract<Outcome, { readonly reason: unknown }>,
  ): void {
    const { fate, reason, detail } = outcome;
    const { offset, timestamp } = view;
    const at = {
      topic: port.topic.name,
      partition,
      offset,
      timestamp,
      key: view.key(),
      value: view.value(),
      schemaId: schemaIdIn(view),
      attempt: returned?.attempt ?? 0,
    };
    this.around.setAside({ fate, reason, detail, ...at }, this);
  }
}
