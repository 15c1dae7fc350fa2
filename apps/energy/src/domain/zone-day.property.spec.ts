import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Series, reading } from '../../test/series.js';
import { quarterMs } from './energy.js';
import type { ToldEnergy } from './quarter.js';
import type { MeterReading } from './reading.js';
import { type Peak, type ZoneDay, nextZoneDay, restatedPeak } from './zone-day.js';
import { type ZoneLoad, loadOf, zoneLoadsOf } from './zone-load.js';

const properties = ['active-energy-import', 'active-power', 'active-energy-export'] as const;

/** Days and peaks of zones after these readings, as the two steps of the service make them; a day is 96 quarters of UTC. */
function replay(readings: readonly MeterReading[]): { days: Map<string, ZoneDay>; peaks: Map<string, Peak> } {
  const series = new Map<string, Series>();
  const days = new Map<string, ZoneDay>();
  const peaks = new Map<string, Peak>();
  const add = (load: ZoneLoad): void => {
    const day = Math.floor(load.startedAt / (96 * quarterMs));
    const key = `${load.zoneKind}/${load.zoneId}/${day}`;
    const { zoneDay, peak } = nextZoneDay(days.get(key), load, day);
    days.set(key, zoneDay);
    if (peak !== undefined) peaks.set(key, peak);
  };
  for (const seen of readings) {
    const of = (property: string): Series => {
      const key = `${seen.meterId} ${property}`;
      const known = series.get(key) ?? new Series([]);
      series.set(key, known);
      return known;
    };
    for (const { quarter, before } of of(seen.property).take(seen)) {
      const load = (own: ToldEnergy | undefined) => {
        const told = (property: string) =>
          property === seen.property ? own : of(property).get(quarter.startedAt)?.told;
        return loadOf(told('active-energy-import'), told('active-power'));
      };
      zoneLoadsOf(quarter, load(before), load(quarter.told)).forEach(add);
    }
  }
  return { days, peaks };
}

const readings = fc
  .array(
    fc.record({
      meterId: fc.constantFrom('m1', 'm2', 'm3'),
      property: fc.constantFrom(...properties),
      observedAt: fc.integer({ min: 0, max: 200 }).map((third) => (third * quarterMs) / 3),
      value: fc.integer({ min: -500, max: 5_000 }).map((thousandths) => thousandths / 1_000),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) => all.map((seen, i) => reading({ ...seen, recordId: `r${i}` })));

describe('the days of zones', () => {
  it('are the same whatever way the readings came', () => {
    fc.assert(
      fc.property(
        readings.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([one, other]) => {
          const inWords = ({ days, peaks }: ReturnType<typeof replay>) =>
            [...days]
              .filter(([, { quarters }]) => quarters.length > 0)
              .map(([key, { quarters }]) => ({ key, quarters, peak: peaks.get(key)?.peakKw }))
              .sort((a, b) => (a.key < b.key ? -1 : 1));
          expect(inWords(replay(other))).toEqual(inWords(replay(one)));
        },
      ),
    );
  });

  it('have the highest of their quarters for a peak', () => {
    fc.assert(
      fc.property(readings, (all) => {
        const { days, peaks } = replay(all);
        for (const [key, { quarters }] of days) {
          const highest = Math.max(...quarters.map(({ milliwattHours }) => milliwattHours));
          if (quarters.length > 0) expect(peaks.get(key)?.peakKw).toBe((highest * 4) / 1e6);
        }
      }),
    );
  });

  it('are told anew from what their meters add up to, where they were told otherwise, and then not again', () => {
    fc.assert(
      fc.property(readings, readings, (all, others) => {
        const [{ days, peaks }, wrong] = [replay(all), replay(others)];
        for (const [key, { day, quarters, zoneKind, zoneId }] of days) {
          const [right, told] = [peaks.get(key), wrong.peaks.get(key)];
          expect(restatedPeak({ zoneKind, zoneId }, { day, quarters, peak: right })).toBeUndefined();
          const restated = restatedPeak({ zoneKind, zoneId }, { day, quarters, peak: told });
          const now = restated ?? told;
          expect(now?.withdrawn === false ? now.peakKw : undefined).toBe(
            right?.withdrawn === false ? right.peakKw : undefined,
          );
          if (restated !== undefined) expect(restated.revision).toBe((told?.revision ?? -1) + 1);
          expect(restatedPeak({ zoneKind, zoneId }, { day, quarters, peak: now })).toBeUndefined();
        }
      }),
    );
  });
});
