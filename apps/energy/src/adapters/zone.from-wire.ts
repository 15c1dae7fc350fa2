import type { EnergyZone } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { Zone } from '../domain/zone.js';

export const zoneFromWire = ({ awaits, ...rest }: EnergyZone): Zone => ({
  ...rest,
  awaits: awaits === null ? undefined : idOfBytes(awaits),
});
