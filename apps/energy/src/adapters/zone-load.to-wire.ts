import type { EnergyZoneLoad } from '@naru/contracts';
import type { ZoneLoad } from '../domain/zone-load.js';

export const zoneLoadToWire = ({ meterId, ...rest }: ZoneLoad): EnergyZoneLoad => ({ assetId: meterId, ...rest });
