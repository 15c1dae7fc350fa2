import type { SecurityAssetHistory, SecurityRecompute, SecurityRecomputedAsset } from '@naru/contracts';
import { recomputeOutcome } from '@naru/facts';
import type { NextWatch } from '../domain/watch.js';

/** What became of a piece; `next` was told otherwise, undefined where its history was outdated. */
export function recomputedAssetToWire(
  { recomputeId, jobId, commandedBy, commandedAt, assetId }: SecurityRecompute,
  { from, until, isLast }: SecurityAssetHistory,
  next: NextWatch | undefined,
): SecurityRecomputedAsset {
  return {
    ...{ recomputeId, jobId, commandedBy, commandedAt, assetId, isLast },
    beginsAt: from,
    endsAt: until,
    ...recomputeOutcome(next?.detections),
    incidents: next?.incidents.length ?? 0,
  };
}
