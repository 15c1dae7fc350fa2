import type { EnergyPeak } from '@naru/contracts';

/** The peaks of zones as they follow energy.peaks.v1: give `apply` to a View of the topic. */
export class Peaks {
  readonly #peaks = new Map<string, EnergyPeak>();

  readonly apply = (key: string, peak: EnergyPeak | null): void => {
    if (peak === null || peak.withdrawn) this.#peaks.delete(key);
    else this.#peaks.set(key, peak);
  };

  /** Peaks of one zone, the latest day first. */
  of(zoneKind: string, zoneId: string): EnergyPeak[] {
    return [...this.#peaks.values()]
      .filter((peak) => peak.zoneKind === zoneKind && peak.zoneId === zoneId)
      .sort((a, b) => b.day - a.day);
  }

  /** Peaks by zone and day, in order. */
  list(kind: string | undefined, day: number | undefined): (readonly [key: string, peak: EnergyPeak])[] {
    return [...this.#peaks]
      .filter(([, peak]) => (kind === undefined || peak.zoneKind === kind) && (day === undefined || peak.day === day))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
