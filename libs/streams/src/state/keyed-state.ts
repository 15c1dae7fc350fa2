import type { KeyedStore } from '../topology/store.js';

/** A key that the overlay deletes. */
const GONE = Symbol('gone');
type Overlaid<S> = S | typeof GONE;

/**
 * A keyed store in memory: what is committed, and over it what the open transaction has changed. Inside a transaction
 * each record's changes can be undone alone, so that a record that is set aside half-way leaves nothing behind.
 */
export class KeyedState<S> implements KeyedStore<S> {
  readonly #committed = new Map<string, S>();
  readonly #overlay = new Map<string, Overlaid<S>>();
  readonly #undo: { readonly key: string; readonly before: Overlaid<S> | undefined }[] = [];
  #size = 0;

  /** `onChange` hears of each key that may have another value than before: undefined where it has none. */
  constructor(private readonly onChange: (key: string, value: S | undefined) => void = () => undefined) {}

  get size(): number {
    return this.#size;
  }

  get(key: string): S | undefined {
    const changed = this.#overlay.get(key);
    if (changed === undefined) return this.#committed.get(key);
    return changed === GONE ? undefined : changed;
  }

  set(key: string, value: S): void {
    if (this.get(key) === undefined) this.#size++;
    this.#change(key, value);
  }

  delete(key: string): void {
    if (this.get(key) === undefined) return;
    this.#size--;
    this.#change(key, GONE);
  }

  *entries(): IterableIterator<[string, S]> {
    for (const [key, value] of this.#committed) if (!this.#overlay.has(key)) yield [key, value];
    for (const [key, value] of this.#overlay) if (value !== GONE) yield [key, value];
  }

  /** What the open transaction has changed, by key; undefined is deleted. This is what goes into the changelog. */
  *changes(): IterableIterator<[string, S | undefined]> {
    for (const [key, value] of this.#overlay) yield [key, value === GONE ? undefined : value];
  }

  /** The record's changes stay (in the open transaction). */
  keepRecord(): void {
    this.#undo.length = 0;
  }

  /** The record's changes go. */
  undoRecord(): void {
    for (let change = this.#undo.pop(); change !== undefined; change = this.#undo.pop()) {
      const { key, before } = change;
      const existed = this.get(key) !== undefined;
      if (before === undefined) this.#overlay.delete(key);
      else this.#overlay.set(key, before);
      this.#size += Number(this.get(key) !== undefined) - Number(existed);
      this.onChange(key, this.get(key));
    }
  }

  /** The transaction is committed. */
  merge(): void {
    this.keepRecord();
    for (const [key, value] of this.#overlay) {
      if (value === GONE) this.#committed.delete(key);
      else this.#committed.set(key, value);
    }
    this.#overlay.clear();
  }

  /** The transaction is aborted. */
  drop(): void {
    this.#undo.length = 0;
    const changed = [...this.#overlay.keys()];
    this.#overlay.clear();
    this.#size = this.#committed.size;
    for (const key of changed) this.onChange(key, this.#committed.get(key));
  }

  /** Takes a record of the changelog; undefined is deleted. Only while no transaction is open. */
  restore(key: string, value: S | undefined): void {
    if (value === undefined) this.#committed.delete(key);
    else this.#committed.set(key, value);
    this.#size = this.#committed.size;
    this.onChange(key, value);
  }

  #change(key: string, value: Overlaid<S>): void {
    this.#undo.push({ key, before: this.#overlay.get(key) });
    this.#overlay.set(key, value);
    this.onChange(key, value === GONE ? undefined : value);
  }
}
