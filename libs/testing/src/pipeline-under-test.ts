import type { Outcome, Pipeline, Task, Timers, Topology } from '@naru/streams';

/** What a handler wrote. */
export interface Emitted {
  /** The name that the topology has for the topic. */
  readonly output: string;
  readonly key: string;
  readonly value: unknown;
}

interface Handed {
  readonly value: unknown;
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
}
type AnyHandler = (input: Handed, task: unknown) => Outcome;

/**
 * A pipeline of handlers with its stores in memory and without a broker, as one task: what it writes to a topic that
 * it reads too (a repartition) comes back to it. Values pass through the changelogs' shapes, as a restart would have it.
 */
export class PipelineUnderTest<T extends Topology> {
  readonly #stores = new Map<string, Map<string, unknown>>();
  readonly #offsets = new Map<string, number>();
  #clock = 0;
  /** Of the record that was given last; what comes of it has the same. */
  #timestamp = 0;

  constructor(
    private readonly topology: T,
    private readonly pipeline: Pipeline<T>,
  ) {}

  /**
   * Gives a record, stamped with its `receivedAt`, to the handler of an input; answers everything that was written, in
   * order.
   */
  take(input: keyof T['reads'] & string, key: string, value: unknown): Emitted[] {
    this.#timestamp = (value as { readonly receivedAt?: number }).receivedAt ?? this.#timestamp;
    return this.#withWhatComesBack(this.#handle({ input, key, value }));
  }

  /** Moves the clock (ms) and lets everything that is due by it be handled; answers everything that was written, in order. */
  passTime(to: number): Emitted[] {
    this.#clock = Math.max(this.#clock, to);
    const written: Emitted[] = [];
    for (let due = this.#nextDue(); due !== undefined; due = this.#nextDue()) {
      const { name, key, state, at, timers } = due;
      written.push(
        ...this.#withWhatComesBack(
          this.#working((task) => {
            timers.handle({ key, state, at }, task);
          }),
        ),
      );
      const after = this.#store(name).get(key);
      if (after !== undefined && (timers.dueAt(after) ?? Infinity) <= at)
        throw new Error(`The timer of ${key} left it due as before`);
    }
    return written;
  }

  #withWhatComesBack(emitted: readonly Emitted[]): Emitted[] {
    const written: Emitted[] = [];
    const waiting = [...emitted];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      written.push(next);
      const input = this.#inputOf(next.output);
      if (input !== undefined) waiting.push(...this.#handle({ ...next, input }));
    }
    return written;
  }

  /** The earliest state that is due, then by key. */
  #nextDue() {
    const ofStores = (this.pipeline.timers ?? {}) as Readonly<Record<string, Timers<Topology, unknown>>>;
    const due = Object.entries(ofStores).flatMap(([name, timers]) =>
      [...this.#store(name).entries()].flatMap(([key, state]) => {
        const at = timers.dueAt(state);
        return at === undefined || at > this.#clock ? [] : [{ name, key, state, at, timers }];
      }),
    );
    return due.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))[0];
  }

  #handle({ input, key, value }: { readonly input: string; readonly key: string; readonly value: unknown }): Emitted[] {
    const topic = this.topology.reads[input];
    const handler = (this.pipeline as Record<string, unknown>)[input];
    if (topic === undefined || typeof handler !== 'function') throw new Error(`There is no handler of ${input}`);
    const offset = this.#offsets.get(input) ?? 0;
    this.#offsets.set(input, offset + 1);
    const at = { topic: topic.name, partition: 0, offset, timestamp: this.#timestamp };
    return this.#working((task) => {
      const outcome = (handler as AnyHandler)({ value, key, ...at }, task);
      if (outcome.fate !== 'delivered') throw new Error(`The record was ${outcome.fate}`);
    });
  }

  /** Lets something work as the task; answers what it wrote. */
  #working(work: (task: Task) => void): Emitted[] {
    const emitted: Emitted[] = [];
    const task = {
      number: 0,
      clock: this.#clock,
      store: (name: string) => this.#store(name),
      emit: (output: string, itsKey: string, its: unknown) => {
        if (this.topology.writes[output] === undefined) throw new Error(`The topology doesn't write ${output}`);
        emitted.push({ output, key: itsKey, value: its });
      },
    } satisfies Partial<Record<keyof Task, unknown>>;
    work(task as unknown as Task);
    return emitted;
  }

  #store(name: string) {
    const declaration = this.topology.stores[name];
    if (declaration?.kind !== 'keyed') throw new Error(`The topology has no keyed store ${name}`);
    const known = this.#stores.get(name);
    const values = known ?? new Map<string, unknown>();
    if (known === undefined) this.#stores.set(name, values);
    return {
      get: (key: string) => values.get(key),
      set: (key: string, value: unknown) => values.set(key, declaration.fromWire(declaration.toWire(value))),
      delete: (key: string) => values.delete(key),
      entries: () => values.entries(),
      get size() {
        return values.size;
      },
    };
  }

  #inputOf(output: string): string | undefined {
    const written = this.topology.writes[output]?.name;
    return Object.entries(this.topology.reads).find(([, { name }]) => name === written)?.[0];
  }
}
