import { describe, expect, it } from '@jest/globals';
import { toWgs84, UnknownReferenceSystemError } from './reference-system.js';

describe('toWgs84', () => {
  // origins of the projections, Seoul's city hall, and where half the meridian's quadrant (4,984,944.378 m on GRS80) ends
  it.each([
    ['EPSG:4326', 126.978, 37.5665, 126.978, 37.5665],
    ['EPSG:3857', 126.978 * 111_319.490793, 0, 126.978, 0],
    ['EPSG:5179', 1_000_000, 2_000_000, 127.5, 38],
    ['EPSG:5186', 200_000, 600_000, 127, 38],
    ['EPSG:5186', 198056.37, 551885.03, 126.978, 37.5665],
    ['EPSG:25831', 500_000, 0, 3, 0],
    ['urn:ogc:def:crs:EPSG::25831', 500_000, 0.9996 * 4_984_944.378, 3, 45],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 2, 41, 2, 41],
    ['+proj=utm +zone=52 +datum=WGS84', 500_000, 0, 129, 0],
  ])('%s %d %d', (system, x, y, longitude, latitude) => {
    const [lon, lat] = toWgs84(system)(x, y);
    expect(lon).toBeCloseTo(longitude, 4);
    expect(lat).toBeCloseTo(latitude, 4);
  });

  it('refuses what it does not know', () => {
    expect(() => toWgs84('EPSG:99999')).toThrow(UnknownReferenceSystemError);
    expect(() => toWgs84('EPSG:99999')).toThrow(/EPSG:5186/);
  });

  it('answers not finite where there is no answer', () => {
    expect(toWgs84('EPSG:5186')(NaN, 1)).toEqual([NaN, NaN]);
  });
});
