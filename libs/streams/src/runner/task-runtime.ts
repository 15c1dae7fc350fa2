import { type Headers, type RecordView, partitionOf } from '@naru/kafka';
import { TRACEPARENT } from '@naru/observability';
import { KeyedState } from '../state/keyed-state.js';
import type { SetAsideRecord } from '../topology/handler.js';
import type { GlobalTable } from '../topology/global-table.js';
import type { Outcome } from '../topology/outcome.js';
import type { KeyedStoreDeclaration, TaskState } from '../topology/store.js';
import type { EmitOptions, Task } from '../topology/task.js';
import { schemaIdIn } from '../walk.js';
import type { Fates } from './fates.js';
import type { Output, OutputRecord, Outputs } from './outputs.js';

/** A keyed store of one task, and where its changes go. */
export interface KeptStore {
  readonly state: KeyedState<unknown>;
  readonly declaration: KeyedStoreDeclaration;
  readonly changelog: Output;
}

/** What all tasks of an instance share. */
export interface TaskSurroundings {
  readonly outputs: Outputs;
  readonly fates: Fates;
  /** By the name that the topology gives them. */
  readonly writes: ReadonlyMap<string, Output>;
  readonly globals: ReadonlyMap<string, GlobalTable<unknown>>;
  readonly setAside: (record: SetAsideRecord, task: TaskRuntime) => void;
}

/** The record that a handler has in hand, and the topic it came from by its name in the catalogue. */
interface InHand {
  readonly topic: string;
  readonly partition: number;
  readonly view: RecordView;
}

const NO_HEADERS_BYTES = 1;

/** A task at work. */
export class TaskRuntime implements Task {
  #inHand: InHand | undefined;
  /** Outputs of the record in hand, where it can still be undone. */
  #staged: OutputRecord[] | undefined;
  #latestTimestamp = 0;

  constructor(
    readonly number: number,
    readonly kept: ReadonlyMap<string, KeptStore>,
    readonly memories: ReadonlyMap<string, TaskState>,
    private readonly around: TaskSurroundings,
  ) {}

  // The names are checked by the types of the topology (see Task); what comes out is what was declared under them.
  store(name: string): never {
    const found = this.kept.get(name)?.state ?? this.memories.get(name);
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

  book(record: RecordView, outcome: Outcome): void {
    if (this.#inHand?.view !== record) throw new Error('Only the record in hand can be booked');
    if (outcome.fate === 'dead-lettered' || outcome.fate === 'quarantined') this.#setAside(this.#inHand, outcome);
    this.around.fates.book(this.#inHand.topic, outcome);
  }

  /** Fates booked since the last commit, by all tasks. */
  get booked(): number {
    return this.around.fates.total;
  }

  /** Offset of the record in hand, for who has to say where it went wrong. */
  get offsetInHand(): number | undefined {
    return this.#inHand?.view.offset;
  }

  takeInHand(topic: string, partition: number, view: RecordView): void {
    if (this.#inHand?.view !== view || this.#inHand.topic !== topic || this.#inHand.partition !== partition)
      this.#inHand = { topic, partition, view };
    this.#latestTimestamp = view.timestamp;
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
    for (const record of staged) this.around.outputs.append(record);
  }

  /** What was done for the record in hand is undone, as far as keyed stores and outputs go. */
  undoRecord(): void {
    for (const { state } of this.kept.values()) state.undoRecord();
    if (this.#staged) this.#staged = [];
  }

  /** Writes what the transaction has changed in keyed stores to their changelogs: the last value of each key, once. */
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
  }

  merge(): void {
    for (const { state } of this.kept.values()) state.merge();
    for (const state of this.memories.values()) state.merge();
  }

  drop(): void {
    this.#staged = undefined;
    this.#inHand = undefined;
    for (const { state } of this.kept.values()) state.drop();
    for (const state of this.memories.values()) state.drop();
  }

  #outputOf(name: string): Output {
    const output = this.around.writes.get(name);
    if (output === undefined) throw new Error(`The topology doesn't write ${name}`);
    return output;
  }

  #write(record: OutputRecord): void {
    if (this.#staged) this.#staged.push(record);
    else this.around.outputs.append(record);
  }

  /** The trace of the record in hand goes on in what comes of it. */
  #trace(): Headers | undefined {
    const view = this.#inHand?.view;
    if (view === undefined || view.headersEnd - view.headersStart <= NO_HEADERS_BYTES) return undefined;
    const traceparent = view.header(TRACEPARENT);
    return traceparent === undefined ? undefined : { [TRACEPARENT]: traceparent };
  }

  #setAside({ topic, partition, view }: InHand, outcome: Extract<Outcome, { readonly reason: unknown }>): void {
    const { fate, reason, detail } = outcome;
    const { offset, timestamp } = view;
    const at = {
      topic,
      partition,
      offset,
      timestamp,
      key: view.key(),
      value: view.value(),
      schemaId: schemaIdIn(view),
    };
    this.around.setAside({ fate, reason, detail, ...at }, this);
  }
}
