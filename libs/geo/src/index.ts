export {
  boundsMeet,
  boundsOfArea,
  boundsOfPolygon,
  type Area,
  type Bounds,
  type Polygon,
  type Position,
  type Ring,
} from './area.js';
export { cellAt, H3_RESOLUTION } from './cell.js';
export { GeometryError, parseArea, toGeoJson, type GeoJsonArea, type GeometryFault } from './geojson.js';
export { locate, type Location } from './locate.js';
export { NearestIndex, type NearestOptions, type NearestPoint, type Neighbour } from './nearest-index.js';
export { PreparedPolygon } from './prepared-polygon.js';
export { convertArea, toWgs84, UnknownReferenceSystemError } from './reference-system.js';
export { type PointFault, distanceMetres, faultOfPoint, isWgs84, looksSwapped } from './wgs84.js';
export { ZoneIndex } from './zone-index.js';
