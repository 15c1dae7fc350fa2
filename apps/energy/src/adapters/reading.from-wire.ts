import type { EnergyReading } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { MeterReading } from '../domain/reading.js';

export const readingFromWire = (wire: EnergyReading): MeterReading => ({
  recordId: idOfBytes(wire.recordId),
  revision: wire.revision,
  source: wire.source,
  observedAt: wire.observedAt,
  device: wire.device,
  value: wire.value,
  quality: wire.quality,
  meterId: wire.assetId ?? wire.device,
  property: wire.property,
  zones: wire.zones,
});
