import type { Standing, ZoneChange } from './zone-change.js';

/** The bays of a zone, counted. */
export interface ZoneTally {
  readonly zoneKind: string;
  readonly zoneId: string;
  readonly free: number;
  readonly occupied: number;
  readonly unknown: number;
  /** In the zone by their coordinates, but strange to the master data: not among the others. */
  readonly unlisted: number;
  /** The latest observation in it, to the whole minute (ms since 1970). */
  readonly observedAt: number;
}

/** The zone after a bay changed what it counts as. Adds and takes away, so the order of different bays doesn't matter. */
export function nextZoneTally(previous: ZoneTally | undefined, change: ZoneChange): ZoneTally {
  const { zoneKind, zoneId, before, after, observedAt } = change;
  const isLeaving = before !== null && after === null;
  const counted = (standing: Standing): number => {
    const count = previous?.[standing] ?? 0;
    return count + Number(after === standing) - Number(before === standing);
  };
  return {
    zoneKind,
    zoneId,
    free: counted('free'),
    occupied: counted('occupied'),
    unknown: counted('unknown'),
    unlisted: counted('unlisted'),
    // a bay that leaves was seen elsewhere
    observedAt: Math.max(previous?.observedAt ?? 0, isLeaving ? 0 : observedAt),
  };
}

/** Bays that the master data knows: free + occupied + unknown. */
export const baysOf = ({ free, occupied, unknown }: Pick<ZoneTally, 'free' | 'occupied' | 'unknown'>): number =>
  free + occupied + unknown;
