import type { SecurityEvent as WireEvent } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { SecurityEvent } from '../domain/event.js';

export const eventFromWire = (wire: WireEvent): SecurityEvent => ({
  recordId: idOfBytes(wire.recordId),
  revision: wire.revision,
  source: wire.source,
  observedAt: wire.observedAt,
  activity: wire.activity,
  actor: wire.actor,
  isLive: wire.lane === 'live',
  point: wire.placePoint,
  zones: wire.zones,
});
