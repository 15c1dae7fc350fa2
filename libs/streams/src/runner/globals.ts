import type { TopicContract } from '@naru/contracts';
import { Follower } from '../follow/follower.js';
import type { GlobalTable } from '../topology/global-table.js';
import type { Topology } from '../topology/topology.js';
import type { RunnerOptions } from './options.js';

type Listener = (key: string, value: unknown) => void;

/** Topics of master data as tables of this instance: read whole before its tasks start, followed from then on. */
export class Globals {
  /** By the name that the topology gives them. */
  readonly tables: ReadonlyMap<string, GlobalTable<unknown>>;
  readonly #follower: Follower | undefined;

  constructor(options: RunnerOptions<Topology>, onFatal: (error: unknown) => void) {
    const names = Object.entries(options.topology.globals);
    const tables = new Map(names.map(([name]) => [name, new Map<string, unknown>()]));
    this.tables = tables;
    if (names.length === 0) return;
    const nameOf = new Map<TopicContract, string>(names.map(([name, topic]) => [topic, name]));
    this.#follower = new Follower({
      ...options,
      onFatal,
      condition: 'master data',
      topics: names.map(([, topic]) => topic),
      apply: (topic, key, value) => {
        const name = nameOf.get(topic) ?? '';
        const listener: Listener | undefined = options.onGlobal?.[name];
        listener?.(key, value);
        if (value === null) tables.get(name)?.delete(key);
        else tables.get(name)?.set(key, value);
      },
    });
  }

  /** Resolves when all tables are whole. */
  async start(): Promise<void> {
    this.#follower?.start();
    await this.#follower?.ready;
  }

  async close(): Promise<void> {
    await this.#follower?.close();
  }
}
