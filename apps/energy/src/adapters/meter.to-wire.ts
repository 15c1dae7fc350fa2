import type { EnergyMeter } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { Meter } from '../domain/meter.js';

export const meterToWire = ({ key, newestQuarterAt, awaits }: Meter): EnergyMeter => ({
  meter: key,
  newestQuarterAt,
  awaits: awaits === undefined ? null : bytesOfId(awaits),
});
