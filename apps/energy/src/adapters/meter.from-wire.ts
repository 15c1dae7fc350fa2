import type { EnergyMeter } from '@naru/contracts';
import type { Meter } from '../domain/meter.js';

export const meterFromWire = ({ meter, newestQuarterAt }: EnergyMeter): Meter => ({ key: meter, newestQuarterAt });
