import type { SecurityDetection, SecurityEvent, SecurityRecompute } from '@naru/contracts';
import { bytesOfName } from '@naru/testing';

const command = (name: string, assetId: string): Omit<SecurityRecompute, 'history'> => ({
  ...{ recomputeId: bytesOfName(name), jobId: bytesOfName('job'), commandedBy: 'k1', commandedAt: 0, assetId },
});

/** What holds an asset for a recompute. */
export const hold = (name: string, assetId: string): SecurityRecompute => ({
  ...command(name, assetId),
  history: null,
});

/** The whole history of an asset as the warehouse would have it; `detections` as they came, the last statement of each counts. */
export function wholeHistory(
  name: string,
  assetId: string,
  events: readonly SecurityEvent[],
  detections: readonly SecurityDetection[],
): SecurityRecompute {
  const last = new Map(detections.map((detection) => [detection.detectionId.toString('hex'), detection]));
  return {
    ...command(name, assetId),
    history: {
      ...{ from: 0, until: null, zones: [{ district: 'jongno' }], earlier: [], isLast: true },
      events: events.map(({ recordId, revision, source, observedAt, activity, actor, lane, placePoint: point }) => ({
        ...{ recordId, revision, source, observedAt, activity, actor, isLive: lane === 'live', point, zones: 0 },
      })),
      detections: [...last.values()].map(({ detectionId, rule, severity, actor, recordIds, point, ...told }) => ({
        ...{ detectionId, rule, severity, actor, recordIds, point, zones: 0 },
        ...{ firstObservedAt: told.firstObservedAt, observedAt: told.observedAt },
        ...{ revision: told.revision, withdrawn: told.withdrawn },
      })),
    },
  };
}
