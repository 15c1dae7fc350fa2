/** A fact of which a later statement has a higher revision, or withdraws it. */
interface Stated {
  readonly revision: number;
  readonly withdrawn: boolean;
}

/**
 * The latest statement of each fact of a topic, for a View of it: as many facts as there is room for, the ones first
 * told going first. Revisions of a fact stand in one partition, so the last one read is the latest.
 */
export class Latest<T extends Stated> {
  readonly #facts = new Map<string, T>();

  constructor(
    private readonly idOf: (fact: T) => string,
    private readonly room: number,
  ) {}

  readonly apply = (_key: string, fact: T | null): void => {
    if (fact === null) return;
    const id = this.idOf(fact);
    if (fact.withdrawn) this.#facts.delete(id);
    else this.#facts.set(id, fact);
    const [oldest] = this.#facts.keys();
    if (this.#facts.size > this.room && oldest !== undefined) this.#facts.delete(oldest);
  };

  get(id: string): T | undefined {
    return this.#facts.get(id);
  }

  filter(wants: (fact: T) => boolean): T[] {
    return [...this.#facts.values()].filter(wants);
  }
}
