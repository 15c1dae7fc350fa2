import type { TopicContract } from '@naru/contracts';

/**
 * State of one task by key. Values are never changed in place: `set` a new one. What is set is seen by later
 * records at once, and lasts when the transaction is known to be committed.
 */
export interface KeyedStore<S> {
  get(key: string): S | undefined;
  set(key: string, value: S): void;
  delete(key: string): void;
  /** Every entry as later records would see it; costs a walk over the whole store. */
  entries(): IterableIterator<[string, S]>;
  readonly size: number;
}

/** State of a service's own making. The runner tells it what became of a transaction. */
export interface TaskState {
  /** What was changed since the last call lasts. */
  merge(): void;
  /** What was changed since the last call is forgotten. */
  drop(): void;
}

/** A store kept in a compacted topic, from which it is restored. */
export interface KeyedStoreDeclaration<S = unknown, W = unknown> {
  readonly kind: 'keyed';
  readonly changelog: TopicContract<W>;
  toWire(state: S): W;
  fromWire(wire: W): S;
}

/** A topic in which a memory store writes down what it keeps. */
export interface MemoryLog {
  /** Deleted by age, not compacted; a partition a task. */
  readonly changelog: TopicContract;
  /** How long before the next live record a page may have been written and still matter (ms); Infinity for all. */
  readonly horizonMs: number;
}

/** Something that a transaction has changed, for one of the logs. */
export interface Page {
  /** As the declaration names it. */
  readonly log: string;
  /** A value of the log's schema, in Avro, without header; in parts. */
  readonly body: readonly Uint8Array[];
}

/** A store of the service's own class: each transaction's changes are written to its logs, in pages, and read again at a restore. */
export interface MemoryStoreDeclaration<S extends TaskState = TaskState> {
  readonly kind: 'memory';
  readonly logs: Readonly<Record<string, MemoryLog>>;
  create(task: number): S;
  toPages(state: S): Iterable<Page>;
  /** Takes a page up again; those of a log come in the order in which they were written. */
  fromPage(state: S, log: string, bytes: Buffer, start: number, end: number): void;
}

export type StoreDeclaration = KeyedStoreDeclaration | MemoryStoreDeclaration;
export type Stores = Readonly<Record<string, StoreDeclaration>>;

/** What `task.store(name)` gives for a declaration. */
export type StoreOf<D> = D extends { kind: 'keyed'; fromWire(wire: never): infer S }
  ? KeyedStore<S>
  : D extends MemoryStoreDeclaration<infer S>
    ? S
    : never;

export interface StoreOptions<S, W> {
  readonly changelog: TopicContract<W>;
  /** From the state to what the changelog holds; the state itself by default. */
  toWire(state: S): W;
  fromWire(wire: W): S;
}

/** A keyed store; its values are those of the changelog, or made of them by `toWire` and `fromWire`. */
export function store<W>(options: { readonly changelog: TopicContract<W> }): KeyedStoreDeclaration<W, W>;
export function store<S, W>(options: StoreOptions<S, W>): KeyedStoreDeclaration<S, W>;
export function store(
  options: { changelog: TopicContract } & Partial<StoreOptions<unknown, unknown>>,
): KeyedStoreDeclaration {
  const same = (value: unknown): unknown => value;
  return {
    kind: 'keyed',
    changelog: options.changelog,
    toWire: options.toWire ?? same,
    fromWire: options.fromWire ?? same,
  };
}

/** A store of the service's own class, one a task, for what a map of values by key would be too slow or too large. */
export function memory<S extends TaskState>(
  options: Omit<MemoryStoreDeclaration<S>, 'kind'>,
): MemoryStoreDeclaration<S> {
  return { kind: 'memory', ...options };
}

/** Topics in which a store keeps its state. */
export const changelogsOf = (store: StoreDeclaration): TopicContract[] =>
  store.kind === 'keyed' ? [store.changelog] : Object.values(store.logs).map(({ changelog }) => changelog);

/** What is wrong with the changelogs of these stores for who reads these topics, or undefined. */
export function assertChangelogs(stores: Stores, reads: readonly TopicContract[]): string | undefined {
  for (const [name, declaration] of Object.entries(stores)) {
    const [cleanup, kind] = declaration.kind === 'keyed' ? ['compact', 'a compacted'] : ['delete', 'an uncompacted'];
    for (const changelog of changelogsOf(declaration))
      if (changelog.changelog === undefined || changelog.cleanup !== cleanup)
        return `the store ${name} needs ${kind} changelog topic, ${changelog.name} isn't one`;
    if (declaration.kind === 'keyed') continue;
    const waits = Math.max(0, ...reads.filter(({ lane }) => lane === 'live').map(({ retentionMs }) => retentionMs));
    for (const { changelog, horizonMs } of Object.values(declaration.logs))
      if (changelog.retentionMs >= 0 && changelog.retentionMs < waits + horizonMs)
        return `${changelog.name} is deleted while records wait that need it: it has to be kept longer`;
  }
  return undefined;
}
