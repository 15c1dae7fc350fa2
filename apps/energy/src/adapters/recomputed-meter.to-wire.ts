import type { EnergyMeterHistory, EnergyRecompute, EnergyRecomputedMeter } from '@naru/contracts';
import { recomputeOutcome } from '@naru/facts';
import type { Statement } from '../domain/quarter.js';

/** What became of a piece; `statements` were told otherwise, undefined where its history was outdated. */
export function recomputedMeterToWire(
  { recomputeId, jobId, commandedBy, commandedAt, assetId }: EnergyRecompute,
  { from, until, isLast }: EnergyMeterHistory,
  statements: readonly Statement[] | undefined,
): EnergyRecomputedMeter {
  return {
    ...{ recomputeId, jobId, commandedBy, commandedAt, assetId, isLast },
    beginsAt: from,
    endsAt: until,
    ...recomputeOutcome(statements?.map(({ quarter }) => quarter.told)),
  };
}
