import { describe, expect, it } from '@jest/globals';
import { compileMapping, UnmappableRow } from './map-row.js';
import type { FileMapping } from './mapping.js';
import { jsonValues } from './rows.js';
import { readTime } from './time.js';
import { convertUnit } from './units.js';

const file: FileMapping = {
  format: 'csv',
  charset: 'utf-8',
  delimiter: ',',
  timeZone: 'Europe/Copenhagen',
  crs: 'EPSG:4326',
};

describe('compileMapping', () => {
  it('reads columns, constants, maps, units, times and expressions', async () => {
    const map = compileMapping(
      {
        device: { column: 'bay' },
        observedAt: { column: 'at' },
        state: { column: 'status', map: { Present: 'occupied', Unoccupied: 'free' } },
        value: { column: 'watts', unit: 'W', to: 'kW' },
        unit: { value: 'kW' },
        attributes: { jsonata: '{ "street": $uppercase(street) }' },
        zones: { postcode: { column: 'code', as: 'integer' } },
      },
      file,
    );
    expect(
      await map({
        bay: ' 7W ',
        at: '2014-05-22 09:09:04.145',
        status: 'Present',
        watts: '1500',
        street: 'a',
        code: '3000.000',
      }),
    ).toEqual({
      device: '7W',
      observedAt: '2014-05-22T07:09:04.145Z',
      state: 'occupied',
      value: 1.5,
      unit: 'kW',
      attributes: { street: 'A' },
      zones: { postcode: 3000 },
    });
  });

  it('transforms coordinates into WGS84', async () => {
    const map = compileMapping(
      { point: { longitude: { column: 'x' }, latitude: { column: 'y' } } },
      { ...file, crs: 'EPSG:3857' },
    );
    const { point } = (await map({ x: '14138000', y: '4518000' })) as {
      point: { longitude: number; latitude: number };
    };
    expect(point.longitude).toBeCloseTo(127.0, 1);
    expect(point.latitude).toBeCloseTo(37.57, 1);
  });

  it('refuses a row with a text that the mapping does not list, and says which', async () => {
    const map = compileMapping({ state: { column: 's', map: { a: 'b' } } }, file);
    await expect(map({ s: 'z' })).rejects.toThrow(UnmappableRow);
    await expect(map({ s: 'z' })).rejects.toThrow("'z'");
  });

  it('names the columns there are where one is missing', async () => {
    await expect(compileMapping({ device: { column: 'x' } }, file)({ y: 1 })).rejects.toThrow(
      "no column 'x'. It has: y",
    );
  });
});

describe('readTime', () => {
  it('takes an offset before the zone, and the zone where there is none', () => {
    expect(readTime('2016-07-01 00:15:00-07:00', 'UTC')).toBe('2016-07-01T07:15:00.000Z');
    expect(readTime('1/2/2022 0:15', 'America/Denver', 'M/d/yyyy H:mm')).toBe('2022-01-02T07:15:00.000Z');
    expect(readTime('yesterday', 'UTC')).toBeUndefined();
  });
});

describe('convertUnit', () => {
  it('converts inside a family and refuses across', () => {
    expect(convertUnit(3, 'kWh', 'Wh')).toBe(3000);
    expect(convertUnit(212, '[degF]', 'Cel')).toBe(100);
    expect(() => convertUnit(1, 'W', 'kWh')).toThrow(RangeError);
  });
});

describe('jsonValues', () => {
  it('reads several documents in one file', () => {
    expect([...jsonValues('{"a":"}{"}\n {"b":[1]}\n')]).toEqual([{ a: '}{' }, { b: [1] }]);
    expect(() => [...jsonValues('{"a":1')]).toThrow(SyntaxError);
  });
});
