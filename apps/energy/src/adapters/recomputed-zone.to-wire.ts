import type { EnergyRecomputedZone, EnergyZoneHistory, EnergyZoneRecompute } from '@naru/contracts';
import { recomputeOutcome } from '@naru/facts';
import type { Peak } from '../domain/zone-day.js';

/** What became of a piece; `peaks` were told otherwise, undefined where its history was outdated. */
export function recomputedZoneToWire(
  { recomputeId, jobId, commandedBy, commandedAt, zoneKind, zoneId }: EnergyZoneRecompute,
  { days, isLast }: EnergyZoneHistory,
  peaks: readonly Peak[] | undefined,
): EnergyRecomputedZone {
  return {
    ...{ recomputeId, jobId, commandedBy, commandedAt, zoneKind, zoneId, isLast },
    beginsOn: days[0]?.day ?? null,
    endsOn: days.at(-1)?.day ?? null,
    ...recomputeOutcome(peaks),
  };
}
