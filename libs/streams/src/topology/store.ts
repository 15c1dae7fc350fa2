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

/** State of a service's own making (not in a changelog). The runner tells it what became of a transaction. */
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

/** A store that lives in memory and is rebuilt by the input handler's `rebuild`. */
export interface MemoryStoreDeclaration<S extends TaskState = TaskState> {
  readonly kind: 'memory';
  create(task: number): S;
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

/** A store of the service's own class, one a task, rebuilt from the input (see BatchInput). */
export function memory<S extends TaskState>(create: (task: number) => S): MemoryStoreDeclaration<S> {
  return { kind: 'memory', create };
}

/** What is wrong with the changelogs of these stores, or undefined. */
export function assertChangelogs(stores: Stores): string | undefined {
  for (const [name, declaration] of Object.entries(stores)) {
    if (declaration.kind !== 'keyed') continue;
    const { changelog } = declaration;
    if (changelog.changelog === undefined || changelog.cleanup !== 'compact')
      return `the store ${name} needs a compacted changelog topic, ${changelog.name} isn't one`;
  }
  return undefined;
}
