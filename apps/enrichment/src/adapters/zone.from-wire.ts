import type { CityZone } from '@naru/contracts';
import { parseArea } from '@naru/geo';
import type { Zone } from '../domain/zone.js';

/** Throws GeometryError or SyntaxError for a geometry that this service can't have written. */
export const zoneFromWire = ({ geometry, ...rest }: CityZone): Zone => ({
  ...rest,
  area: geometry === null ? null : parseArea(JSON.parse(geometry)),
});
