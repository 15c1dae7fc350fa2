import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseInstant } from './instant.js';

describe('an instant', () => {
  it.each([
    ['2026-11-22T09:03:11+09:00', '2026-11-22T00:03:11.000Z'],
    ['2026-11-22T00:03:11Z', '2026-11-22T00:03:11.000Z'],
    ['2026-11-22t00:03z', '2026-11-22T00:03:00.000Z'],
    ['2026-11-22T00:03:11.5-0330', '2026-11-22T03:33:11.500Z'],
    ['2026-11-22T00:03:11.123999999+00', '2026-11-22T00:03:11.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['1970-01-01T00:00:00+09:00', '1969-12-31T15:00:00.000Z'],
    ['0070-01-01T00:00:00Z', '0070-01-01T00:00:00.000Z'],
  ])('is read from %s', (text, expected) => {
    expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(expected);
  });

  it.each([
    '2026-11-22T09:03:11',
    '2026-11-22 09:03:11Z',
    '2026-11-22',
    '2026-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T09:60:00Z',
    '2026-11-22T09:03:60Z',
    '2026-11-22T09:03:11+24:00',
    '22.11.2026 09:03',
    '1795305791',
    '',
  ])('is not made up from "%s"', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('is the same as the platform’s for every instant that it writes', () => {
    const year = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(year, (date) => parseInstant(date.toISOString()) === date.getTime()));
  });
});
