import type { ParkingZoneChange } from '@naru/contracts';
import type { ZoneChange } from '../domain/zone-change.js';

export const zoneChangeToWire = ({ bayId, ...rest }: ZoneChange): ParkingZoneChange => ({ assetId: bayId, ...rest });
