import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { judgePoint } from './coordinates.js';
import { recordIdOf } from './identity.js';
import { withoutNotFinite } from './not-finite.js';
import { qualityOf } from './quality.js';
import { fullBucket, refill, spend, waitSeconds } from './quota.js';
import { judgeTime } from './timing.js';
import { judgeUnit } from './units.js';

const seoul = { west: 126.7, south: 37.4, east: 127.2, north: 37.7 };
const barcelona = { west: 2, south: 41.3, east: 2.3, north: 41.5 };

describe('a point', () => {
  it.each([
    ['inside the bounds', { longitude: 127, latitude: 37.5 }, seoul, undefined],
    ['anywhere, without bounds', { longitude: -180, latitude: 90 }, null, undefined],
    ['swapped beyond the pole', { longitude: 37.5, latitude: 127 }, null, 'swapped-coordinates'],
    ['swapped beyond the pole, with bounds', { longitude: 37.5, latitude: 127 }, seoul, 'swapped-coordinates'],
    ['swapped, as only the bounds can tell', { longitude: 41.4, latitude: 2.1 }, barcelona, 'swapped-coordinates'],
    ['elsewhere', { longitude: 13.4, latitude: 52.5 }, seoul, 'coordinates-out-of-range'],
    ['off the globe', { longitude: 200, latitude: 95 }, null, 'coordinates-out-of-range'],
    ['in metres of the Korean grid', { longitude: 953_901, latitude: 1_952_032 }, seoul, 'foreign-reference-system'],
    ['in metres of UTM', { longitude: 430_120, latitude: 4_582_333 }, null, 'foreign-reference-system'],
  ])('that lies %s', (_, point, bounds, reason) => {
    expect(judgePoint(point, bounds)?.reason).toBe(reason);
  });
});

describe('a unit', () => {
  it.each([
    ['energy/readings', { property: 'active-power', unit: 'kW' }, undefined],
    ['energy/readings', { property: 'active-power', unit: 'W' }, 'wrong-unit'],
    ['energy/readings', { property: 'warmth', unit: 'kW' }, 'wrong-type'],
    ['energy/readings', { property: 'toString', unit: 'kW' }, 'wrong-type'],
    ['environment/observations', { property: 'temperature', unit: 'F' }, 'wrong-unit'],
    ['parking/observations', { state: 'free' }, undefined],
  ])('of %s', (kind, fields, reason) => {
    expect(judgeUnit(kind, fields)?.reason).toBe(reason);
  });

  it('that is wrong says which is right', () => {
    expect(judgeUnit('energy/readings', { property: 'active-energy-import', unit: 'Wh' })?.expected).toBe('unit: kWh');
  });
});

describe('a time', () => {
  const now = Date.UTC(2026, 10, 22, 9);
  const rules = { lane: 'live', latenessSeconds: 600, clockSkewSeconds: 30 } as const;
  it.each([
    ['now', now, undefined],
    ['as late as may be', now - 600_000, undefined],
    ['later', now - 600_001, 'late'],
    ['as far ahead as may be', now + 30_000, undefined],
    ['further ahead', now + 30_001, 'from-the-future'],
    ['tomorrow', now + 86_400_000, 'from-the-future'],
    ['the last of 1970', Date.UTC(1970, 11, 31, 23, 59, 59, 999), 'year-1970'],
    ['before 1970', -1, 'year-1970'],
  ])('that is %s', (_, observedAt, reason) => {
    expect(judgeTime(observedAt, now, rules)?.reason).toBe(reason);
  });

  it('is never late in the history lane, and still not from the future', () => {
    const history = { ...rules, lane: 'history' } as const;
    expect(judgeTime(Date.UTC(1971, 0, 1), now, history)).toBeUndefined();
    expect(judgeTime(now + 86_400_000, now, history)?.reason).toBe('from-the-future');
    expect(judgeTime(0, now, history)?.reason).toBe('year-1970');
  });
});

describe('a count', () => {
  it('over capacity is kept and marked, unless its source doubts it already', () => {
    const fields = { occupied: 11, capacity: 10 };
    expect(qualityOf({ quality: 'good', fields })).toBe('over-capacity');
    expect(qualityOf({ quality: 'estimated', fields })).toBe('estimated');
    expect(qualityOf({ quality: 'good', fields: { occupied: 10, capacity: 10 } })).toBe('good');
  });
});

describe('a record id', () => {
  const hash128 = (content: string | Uint8Array): Buffer =>
    createHash('sha256').update(content).digest().subarray(0, 16);
  const scope = { tenant: '', source: 'bays', kind: 'parking/observations' };
  const hex = (id: Uint8Array): string => Buffer.from(id).toString('hex');

  // the vectors of docs/record-identity.md
  it('is made of device and the source’s own id', () => {
    const text = '\0bays\0parking/observations\0S-4711\0obs-1';
    const expected = createHash('sha256').update(text).digest('hex').slice(0, 32);
    expect(hex(recordIdOf(scope, { device: 'S-4711', ownId: 'obs-1' }, hash128))).toBe(expected);
    expect(expected).toBe('f73c922966583bedd745595a933652cb');
  });

  it('is made of device, time and content, or of device and request, where it has none', () => {
    const device = 'S-4711';
    const contentHash = Uint8Array.from({ length: 16 }, (_, index) => index);
    const byContent = recordIdOf(scope, { device, observedAt: 1_795_305_791_000, contentHash }, hash128);
    expect(hex(byContent)).toBe('20c32987e03bb6ce9d4f626f64e04794');
    const byRequest = recordIdOf(scope, { device, idempotencyKey: 'upload-7', index: 0 }, hash128);
    expect(hex(byRequest)).toBe('da9fe0ac471e5b7527f2b1ca9b1a21fd');
  });

  it('is another in another tenant, source or kind, and of another device', () => {
    const name = { device: 'S-1', ownId: '1' };
    const scopes = [scope, { ...scope, tenant: 'a' }, { ...scope, source: 'b' }, { ...scope, kind: 'parking/counts' }];
    const ids = scopes.map((each) => hex(recordIdOf(each, name, hash128)));
    ids.push(hex(recordIdOf(scope, { ...name, device: 'S-2' }, hash128)));
    expect(new Set(ids).size).toBe(5);
  });
});

describe('a quota', () => {
  it('lets a burst through, then as many as it says', () => {
    let bucket = spend(fullBucket(10, 0), 100);
    expect(waitSeconds(bucket, 10)).toBe(6);
    bucket = refill(bucket, 10, 5_000);
    expect(waitSeconds(bucket, 10)).toBe(1);
    expect(waitSeconds(refill(bucket, 10, 5_100), 10)).toBe(0);
    expect(refill(bucket, 10, 3_600_000).tokens).toBe(50);
  });
});

describe('numbers that JSON does not have', () => {
  it('are found outside of strings', () => {
    expect(withoutNotFinite('{"a":NaN,"b":[-Infinity,Infinity]}')).toBe('{"a":null,"b":[null,null]}');
    expect(withoutNotFinite('{"a":"NaN \\" Infinity","NaN":1}')).toBeUndefined();
    expect(withoutNotFinite('{"a":NaNny}')).toBeUndefined();
    expect(withoutNotFinite('{"a":"no end')).toBeUndefined();
  });
});
