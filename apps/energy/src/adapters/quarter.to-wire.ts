import type { EnergyQuarter } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { Quarter } from '../domain/quarter.js';

export const quarterToWire = ({ meterId, property, startedAt, readings, zones, told }: Quarter): EnergyQuarter => ({
  assetId: meterId,
  property,
  startedAt,
  readings: readings.map(({ recordId, ...reading }) => ({ ...reading, recordId: bytesOfId(recordId) })),
  zones,
  told: told ?? null,
});
