import type { EnergyInterval } from '@naru/contracts';

const hourMs = 3_600_000;

interface Recent {
  readonly intervals: Map<string, EnergyInterval>;
  newestAt: number;
  /** Newest start when old intervals were last let go. */
  tidiedAt: number;
}

/**
 * The recent intervals of each meter as they follow energy.intervals.v1: give `apply` to a View of the topic.
 * What lies farther behind a meter's newest interval than `recentHours` is let go.
 */
export class Intervals {
  readonly #meters = new Map<string, Recent>();

  constructor(private readonly recentHours: number) {}

  readonly apply = (assetId: string, interval: EnergyInterval | null): void => {
    if (interval === null) return;
    const recent = this.#meters.get(assetId) ?? { intervals: new Map(), newestAt: 0, tidiedAt: 0 };
    this.#meters.set(assetId, recent);
    recent.newestAt = Math.max(recent.newestAt, interval.startedAt);
    recent.intervals.set(placeOf(interval), interval);
    // once an hour of the meter's time, or a long import would fill the memory
    if (Math.abs(recent.newestAt - interval.startedAt) > this.#recentMs || recent.newestAt > recent.tidiedAt + hourMs)
      this.#tidy(recent);
  };

  /** Intervals of a meter that start in [from, to), in order, without those that were withdrawn. */
  of(assetId: string, from = -Infinity, to = Infinity): EnergyInterval[] {
    return [...(this.#meters.get(assetId)?.intervals.values() ?? [])]
      .filter(({ startedAt, withdrawn }) => !withdrawn && startedAt >= from && startedAt < to)
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  }

  get #recentMs(): number {
    return this.recentHours * hourMs;
  }

  #tidy(recent: Recent): void {
    recent.tidiedAt = recent.newestAt;
    for (const [place, { startedAt }] of recent.intervals)
      if (startedAt <= recent.newestAt - this.#recentMs) recent.intervals.delete(place);
  }
}

/** Text that sorts as intervals do: by start, then property. */
export const placeOf = ({ startedAt, property }: EnergyInterval): string =>
  `${String(startedAt).padStart(15, '0')} ${property}`;
