import { type Span, boundariesOf, steadySpan } from './span.js';

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
  /** By validFrom, ascending. Made anew with each change: nearly every thing has one version, and room for no more. */
  #versions: readonly V[] = [];

  get versions(): readonly V[] {
    return this.#versions;
  }

  /** Takes a version, unless a later statement about the same validFrom is known. Answers whether it was taken. */
  put(version: V): boolean {
    const versions = this.#versions;
    const place = versions.findIndex(({ validFrom }) => validFrom >= version.validFrom);
    const there = versions[place];
    if (there?.validFrom !== version.validFrom)
      this.#versions = versions.toSpliced(place < 0 ? versions.length : place, 0, version);
    else if (there.recordedAt > version.recordedAt) return false;
    else this.#versions = versions.with(place, version);
    return true;
  }

  remove(validFrom: number): V | undefined {
    const gone = this.version(validFrom);
    if (gone !== undefined) this.#versions = this.#versions.filter((version) => version !== gone);
    return gone;
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

  /** The span around an instant in which what was true stays the same. */
  steadySpan(instant: number): Span {
    return steadySpan(boundariesOf(this.#versions), instant);
  }
}
