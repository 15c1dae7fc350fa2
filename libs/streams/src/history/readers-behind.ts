import type { KafkaClient, Position } from '@naru/kafka';

/** A group of another stage, and the topics that it reads of what this one writes; by their names on the broker. */
export interface ReadingGroup {
  readonly group: string;
  readonly topics: readonly string[];
}

/** What the latest look weighs beside those before it. */
const WEIGHT = 0.3;

/** How far the stages behind this one are behind it, as time: what waits for them over what comes (Little's law). */
export class ReadersBehind {
  readonly #perSecond = new Map<string, number>();
  #ends: ReadonlyMap<string, number> = new Map();
  #lookedAt = 0;

  constructor(
    private readonly admin: Pick<KafkaClient['admin'], 'listOffsets' | 'committed'>,
    private readonly groups: readonly ReadingGroup[],
  ) {}

  /** The furthest of them is so far behind (ms), looked at now (ms); undefined the first time. */
  async look(now: number): Promise<number | undefined> {
    const committed = await Promise.all(this.groups.map(({ group, topics }) => this.admin.committed(group, topics)));
    const ends = offsetsOf(
      await this.admin.listOffsets([...new Set(this.groups.flatMap(({ topics }) => topics))], 'latest'),
    );
    const before = this.#ends;
    const seconds = (now - this.#lookedAt) / 1_000;
    this.#ends = ends;
    this.#lookedAt = now;
    if (before.size === 0) return undefined;
    return Math.max(
      0,
      ...this.groups.map(({ group, topics }, n) => {
        const read = offsetsOf(committed[n] ?? []);
        let [waiting, came] = [0, 0];
        for (const [place, end] of ends) {
          if (!topics.some((topic) => place.startsWith(`${topic}/`))) continue;
          waiting += Math.max(0, end - (read.get(place) ?? end));
          came += end - (before.get(place) ?? end);
        }
        const known = this.#perSecond.get(group) ?? came / seconds;
        const perSecond = known + WEIGHT * (came / seconds - known);
        this.#perSecond.set(group, perSecond);
        return perSecond > 0 ? (1_000 * waiting) / perSecond : 0;
      }),
    );
  }
}

const offsetsOf = (positions: readonly Position[]): ReadonlyMap<string, number> =>
  new Map(positions.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]));
