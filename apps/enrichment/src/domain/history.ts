// Master data is bitemporal: a version says from when until when it was true in the city, and when the hub learned it.
// A version holds from its validFrom until its validTo, or until a later version begins; where a later one ends, the
// one beneath it holds again (a bay moved for a fair and back). When two statements begin at the same instant, the one
// that the hub learned later replaces the other. So the answer depends on the versions alone, never on their order.

/** Instants in ms since 1970, UTC. */
export interface Versioned {
  /** 0 = always. */
  readonly validFrom: number;
  /** The version no longer holds at this instant; null while it does. */
  readonly validTo: number | null;
  readonly recordedAt: number;
}

/** The versions of one thing of the city. */
export class History<V extends Versioned> {
  /** By validFrom, ascending. */
  readonly #versions: V[] = [];

  get versions(): readonly V[] {
    return this.#versions;
  }

  /** Takes a version, unless a later statement about the same validFrom is known. Answers whether it was taken. */
  put(version: V): boolean {
    const place = this.#versions.findIndex(({ validFrom }) => validFrom >= version.validFrom);
    const there = this.#versions[place];
    if (there?.validFrom !== version.validFrom) {
      this.#versions.splice(place < 0 ? this.#versions.length : place, 0, version);
      return true;
    }
    if (there.recordedAt > version.recordedAt) return false;
    this.#versions[place] = version;
    return true;
  }

  remove(validFrom: number): V | undefined {
    const place = this.#versions.findIndex((version) => version.validFrom === validFrom);
    return place < 0 ? undefined : this.#versions.splice(place, 1)[0];
  }

  version(validFrom: number): V | undefined {
    return this.#versions.find((version) => version.validFrom === validFrom);
  }

  /** What was true at an instant. */
  at(instant: number): V | undefined {
    return this.#versions.findLast(
      ({ validFrom, validTo }) => validFrom <= Math.max(instant, 0) && (validTo === null || instant < validTo),
    );
  }
}
