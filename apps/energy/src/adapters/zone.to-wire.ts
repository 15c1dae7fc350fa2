import type { EnergyZone } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { Zone } from '../domain/zone.js';

export const zoneToWire = ({ awaits, ...rest }: Zone): EnergyZone => ({
  ...rest,
  awaits: awaits === undefined ? null : bytesOfId(awaits),
});
