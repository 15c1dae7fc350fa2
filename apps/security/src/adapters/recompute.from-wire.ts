import type { SecurityAssetHistory, SecurityHistoricDetection } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { AssetHistory, HistoricDetection } from '../domain/recompute.js';

/** A piece of an asset's history as the warehouse had it. */
export function historyFromWire({
  from,
  until,
  events,
  detections,
  earlier,
  zones,
}: SecurityAssetHistory): AssetHistory {
  const zonesAt = (place: number): Readonly<Record<string, string>> => zones[place] ?? {};
  const detectionFromWire = ({ detectionId, recordIds, ...told }: SecurityHistoricDetection): HistoricDetection => ({
    ...told,
    detectionId: idOfBytes(detectionId),
    recordIds: recordIds.map(idOfBytes),
    zones: zonesAt(told.zones),
  });
  return {
    from,
    until,
    events: events.map(({ recordId, ...seen }) => ({
      ...seen,
      recordId: idOfBytes(recordId),
      zones: zonesAt(seen.zones),
    })),
    told: detections.map(detectionFromWire),
    earlier: earlier.map(detectionFromWire),
  };
}
