import type { EnergyZoneLoad } from '@naru/contracts';
import type { ZoneLoad } from '../domain/zone-load.js';

export const zoneLoadFromWire = ({ assetId, ...rest }: EnergyZoneLoad): ZoneLoad => ({ meterId: assetId, ...rest });
