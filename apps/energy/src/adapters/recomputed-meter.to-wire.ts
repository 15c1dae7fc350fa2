import type { EnergyMeterHistory, EnergyRecompute, EnergyRecomputedMeter } from '@naru/contracts';
import type { Statement } from '../domain/quarter.js';

/** What became of a piece; `statements` were told otherwise, undefined where its history was outdated. */
export function recomputedMeterToWire(
  { recomputeId, jobId, commandedBy, commandedAt, assetId }: EnergyRecompute,
  { from, until, isLast }: EnergyMeterHistory,
  statements: readonly Statement[] | undefined,
): EnergyRecomputedMeter {
  const withdrawn = statements?.filter(({ quarter }) => quarter.told.withdrawn).length ?? 0;
  return {
    ...{ recomputeId, jobId, commandedBy, commandedAt, assetId, isLast },
    beginsAt: from,
    endsAt: until,
    outcome: statements === undefined ? 'outdated' : 'applied',
    restated: (statements?.length ?? 0) - withdrawn,
    withdrawn,
  };
}
