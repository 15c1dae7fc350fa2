import type { SecurityWatch } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { Watch } from '../domain/watch.js';
import { incidentAlone } from '../domain/incident.js';

export const watchToWire = (watch: Watch): SecurityWatch => ({
  assetId: watch.assetId,
  settledUntil: watch.settledUntil,
  events: watch.events.map(({ recordId, ...event }) => ({ ...event, recordId: bytesOfId(recordId) })),
  detections: watch.detections.map(({ detectionId, recordIds, ...detection }) => ({
    ...detection,
    detectionId: bytesOfId(detectionId),
    recordIds: recordIds.map(bytesOfId),
  })),
  settled: watch.settled === undefined ? null : withBytes(incidentAlone(watch.settled)),
  incidents: watch.incidents.map(withBytes),
  decisions: watch.decisions.map(withBytes),
  heldBy: watch.heldBy === undefined ? null : bytesOfId(watch.heldBy),
});

const withBytes = <T extends { readonly incidentId: string }>({
  incidentId,
  ...rest
}: T): Omit<T, 'incidentId'> & { readonly incidentId: Buffer } => ({ ...rest, incidentId: bytesOfId(incidentId) });
