import type { HubSource } from '@naru/contracts';

/** The feeds that are registered, as they follow hub.sources.v1: give `apply` to a View of the topic. */
export class Sources {
  readonly #sources = new Map<string, HubSource>();

  readonly apply = (name: string, source: HubSource | null): void => {
    if (source === null) this.#sources.delete(name);
    else this.#sources.set(name, source);
  };

  get(name: string): HubSource | undefined {
    return this.#sources.get(name);
  }

  /** All sources by name, ascending. */
  list(): HubSource[] {
    return [...this.#sources.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
  }
}
