import type { ParkingBayState } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import { type Bay, latestOf, sinceOf } from '../domain/bay.js';

export function bayStateToWire(bay: Bay): ParkingBayState {
  const { state, observedAt, receivedAt, source, device, recordId, revision, quality, place } = latestOf(bay);
  return {
    assetId: bay.bayId,
    state,
    observedAt,
    since: sinceOf(bay),
    receivedAt,
    source,
    device,
    recordId: bytesOfId(recordId),
    revision,
    quality,
    ...place,
  };
}
