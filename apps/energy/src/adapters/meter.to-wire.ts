import type { EnergyMeter } from '@naru/contracts';
import type { Meter } from '../domain/meter.js';

export const meterToWire = ({ key, newestQuarterAt }: Meter): EnergyMeter => ({ meter: key, newestQuarterAt });
