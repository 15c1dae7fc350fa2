import type { Outcome, Pipeline, Task, Topology } from '@naru/streams';

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

  constructor(
    private readonly topology: T,
    private readonly pipeline: Pipeline<T>,
  ) {}

  /** Gives a record to the handler of an input; answers everything that was written, in order. */
  take(input: keyof T['reads'] & string, key: string, value: unknown): Emitted[] {
    const written: Emitted[] = [];
    const waiting: { readonly input: string; readonly key: string; readonly value: unknown }[] = [
      { input, key, value },
    ];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const emitted = this.#handle(next);
      written.push(...emitted);
      for (const { output, key: itsKey, value: its } of emitted) {
        const back = this.#inputOf(output);
        if (back !== undefined) waiting.push({ input: back, key: itsKey, value: its });
      }
    }
    return written;
  }

  #handle({ input, key, value }: { readonly input: string; readonly key: string; readonly value: unknown }): Emitted[] {
    const topic = this.topology.reads[input];
    const handler = (this.pipeline as Record<string, unknown>)[input];
    if (topic === undefined || typeof handler !== 'function') throw new Error(`There is no handler of ${input}`);
    const offset = this.#offsets.get(input) ?? 0;
    this.#offsets.set(input, offset + 1);
    const emitted: Emitted[] = [];
    const task = {
      number: 0,
      store: (name: string) => this.#store(name),
      emit: (output: string, itsKey: string, its: unknown) => {
        if (this.topology.writes[output] === undefined) throw new Error(`The topology doesn't write ${output}`);
        emitted.push({ output, key: itsKey, value: its });
      },
    } satisfies Partial<Record<keyof Task, unknown>>;
    const at = { topic: topic.name, partition: 0, offset, timestamp: 0 };
    const outcome = (handler as AnyHandler)({ value, key, ...at }, task);
    if (outcome.fate !== 'delivered') throw new Error(`The record was ${outcome.fate}`);
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
