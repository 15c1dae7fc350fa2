import type { EnergyQuarter } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { Quarter } from '../domain/quarter.js';

export const quarterFromWire = ({ assetId, property, startedAt, readings, zones, told }: EnergyQuarter): Quarter => ({
  meterId: assetId,
  property,
  startedAt,
  readings: readings.map(({ recordId, ...reading }) => ({ ...reading, recordId: idOfBytes(recordId) })),
  zones,
  told: told ?? undefined,
});
