/** Offsets [from, to), found while an entry was read that was booked then (ms since 1970). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly bookedAt: number;
}

/** Beyond this, stretches are counted and not listed: a stage that is wrong in every transaction fills no memory. */
const MOST_LISTED = 1_000;

/** Stretches of offsets that don't lie on each other: the newest listed, all of them counted. */
export class Stretches {
  #listed: Stretch[] = [];
  #unlisted = 0;

  get listed(): readonly Stretch[] {
    return this.#listed;
  }

  /** Offsets in all of them. */
  get offsets(): number {
    return this.#listed.reduce((sum, { from, to }) => sum + to - from, this.#unlisted);
  }

  add(stretch: Stretch): void {
    if (stretch.to <= stretch.from) return;
    this.#listed.push(stretch);
    if (this.#listed.length <= MOST_LISTED) return;
    const [oldest] = this.#listed.splice(0, 1);
    if (oldest !== undefined) this.#unlisted += oldest.to - oldest.from;
  }

  /** Takes what they have of a stretch out of them; answers what they hadn't. */
  fill(stretch: Stretch): readonly Stretch[] {
    const rest = this.#listed.reduce<readonly Stretch[]>(
      (left, listed) => left.flatMap((each) => without(each, listed)),
      [stretch],
    );
    this.#listed = this.#listed.flatMap((each) => without(each, stretch));
    return rest;
  }

  /** The listed stretch that an offset lies in. */
  around(offset: number): Stretch | undefined {
    return this.#listed.find(({ from, to }) => offset >= from && offset < to);
  }

  forget(bookedBefore: number): void {
    if (this.#listed.length === 0) return;
    this.#listed = this.#listed.filter(({ bookedAt }) => bookedAt >= bookedBefore);
    if (this.#listed.length === 0) this.#unlisted = 0;
  }
}

/** The parts of a stretch that lie outside of another. */
function without(stretch: Stretch, { from, to }: Stretch): readonly Stretch[] {
  if (to <= stretch.from || from >= stretch.to) return [stretch];
  const parts = [
    { ...stretch, to: from },
    { ...stretch, from: to },
  ];
  return parts.filter((part) => part.to > part.from);
}
