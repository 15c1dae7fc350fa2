import type { EnergyRecomputedZone, EnergyZoneHistory, EnergyZoneRecompute } from '@naru/contracts';
import type { Peak } from '../domain/zone-day.js';

/** What became of a piece; `peaks` were told otherwise, undefined where its history was outdated. */
export function recomputedZoneToWire(
  { recomputeId, jobId, commandedBy, commandedAt, zoneKind, zoneId }: EnergyZoneRecompute,
  { days, isLast }: EnergyZoneHistory,
  peaks: readonly Peak[] | undefined,
): EnergyRecomputedZone {
  const gone = peaks?.filter(({ withdrawn }) => withdrawn).length ?? 0;
  return {
    ...{ recomputeId, jobId, commandedBy, commandedAt, zoneKind, zoneId, isLast },
    beginsOn: days[0]?.day ?? null,
    endsOn: days.at(-1)?.day ?? null,
    outcome: peaks === undefined ? 'outdated' : 'applied',
    restated: (peaks?.length ?? 0) - gone,
    withdrawn: gone,
  };
}
