import type { ParkingZoneChange } from '@naru/contracts';
import type { ZoneChange } from '../domain/zone-change.js';

export const zoneChangeFromWire = ({ assetId, ...rest }: ParkingZoneChange): ZoneChange => ({
  bayId: assetId,
  ...rest,
});
