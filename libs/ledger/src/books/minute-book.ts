import { Fates } from './fates.js';

/** The pages of one minute: fates by topic, source and stage. */
export class MinuteBook {
  readonly #topics = new Map<string, Map<string, Map<string, Fates>>>();
  #size = 0;

  /** How many pages there are. */
  get size(): number {
    return this.#size;
  }

  /** The page of a topic, source and stage; a new one where there is none. */
  page(topic: string, source: string, stage: string): Fates {
    let sources = this.#topics.get(topic);
    if (sources === undefined) this.#topics.set(topic, (sources = new Map<string, Map<string, Fates>>()));
    let stages = sources.get(source);
    if (stages === undefined) sources.set(source, (stages = new Map<string, Fates>()));
    let fates = stages.get(stage);
    if (fates === undefined) {
      stages.set(stage, (fates = new Fates()));
      this.#size++;
    }
    return fates;
  }

  find(topic: string, source: string, stage: string): Fates | undefined {
    return this.#topics.get(topic)?.get(source)?.get(stage);
  }

  sourcesOf(topic: string): Iterable<string> {
    return this.#topics.get(topic)?.keys() ?? [];
  }

  stagesOf(topic: string, source: string): Iterable<readonly [stage: string, fates: Fates]> {
    return this.#topics.get(topic)?.get(source)?.entries() ?? [];
  }

  forEach(visit: (topic: string, source: string, stage: string, fates: Fates) => void): void {
    for (const [topic, sources] of this.#topics)
      for (const [source, stages] of sources) for (const [stage, fates] of stages) visit(topic, source, stage, fates);
  }
}
