import type { CityZone } from '@naru/contracts';
import { toGeoJson } from '@naru/geo';
import type { Zone } from '../domain/zone.js';

export const zoneToWire = ({ area, ...rest }: Zone): CityZone => ({
  ...rest,
  geometry: area === null ? null : JSON.stringify(toGeoJson(area)),
});
