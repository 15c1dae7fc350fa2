import type { SecurityWatch } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { Watch } from '../domain/watch.js';

export const watchFromWire = (wire: SecurityWatch): Watch => ({
  assetId: wire.assetId,
  settledUntil: wire.settledUntil,
  events: wire.events.map(({ recordId, ...event }) => ({ ...event, recordId: idOfBytes(recordId) })),
  detections: wire.detections.map(({ detectionId, recordIds, ...detection }) => ({
    ...detection,
    detectionId: idOfBytes(detectionId),
    recordIds: recordIds.map(idOfBytes),
  })),
  settled: wire.settled === null ? undefined : { ...withId(wire.settled), aliases: [] },
  incidents: wire.incidents.map(withId),
  decisions: wire.decisions.map(withId),
  heldBy: wire.heldBy === null ? undefined : idOfBytes(wire.heldBy),
});

const withId = <T extends { readonly incidentId: Buffer }>({
  incidentId,
  ...rest
}: T): Omit<T, 'incidentId'> & { readonly incidentId: string } => ({ ...rest, incidentId: idOfBytes(incidentId) });
