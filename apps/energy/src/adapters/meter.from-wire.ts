import type { EnergyMeter } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { Meter } from '../domain/meter.js';

export const meterFromWire = ({ meter, newestQuarterAt, awaits }: EnergyMeter): Meter => ({
  key: meter,
  newestQuarterAt,
  awaits: awaits === null ? undefined : idOfBytes(awaits),
});
