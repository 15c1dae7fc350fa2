import { describe, expect, it } from '@jest/globals';
import { Series, policy, reading } from '../../test/series.js';
import { quarterMs } from './energy.js';
import { forgottenBy, forgottenUntil } from './quarter.js';

const minutes = (n: number): number => n * 60_000;
const register = (minute: number, value: number, more = {}) => reading({ observedAt: minutes(minute), value, ...more });
const power = (minute: number, value: number, more = {}) =>
  reading({ observedAt: minutes(minute), value, property: 'active-power', ...more });

describe('a register', () => {
  it('gives each quarter the difference between its boundaries', () => {
    expect(new Series([register(0, 100), register(15, 101), register(30, 103)]).energy).toMatchObject([
      { startedAt: 0, energyKwh: 1, seconds: 900, quality: 'good' },
      { startedAt: quarterMs, energyKwh: 2, seconds: 900, quality: 'good' },
    ]);
  });

  it('is spread evenly over quarters that it does not meet', () => {
    expect(new Series([register(10, 100), register(40, 103)]).energy).toMatchObject([
      { startedAt: 0, energyKwh: 0.5, seconds: 300, quality: 'partial' },
      { startedAt: quarterMs, energyKwh: 1.5, seconds: 900, quality: 'good' },
      { startedAt: 2 * quarterMs, energyKwh: 1, seconds: 600, quality: 'partial' },
    ]);
  });

  it('is an estimate where readings lie more than half an hour apart', () => {
    expect(new Series([register(0, 0), register(45, 3)]).energy.map(({ quality }) => quality)).toEqual([
      'estimated',
      'estimated',
      'estimated',
    ]);
  });

  it('says nothing of a gap of more than a day', () => {
    expect(new Series([register(0, 0), register(26 * 60, 26)]).energy).toEqual([]);
  });

  it('makes up no energy where it ran backwards, and says so', () => {
    expect(new Series([register(0, 99_999), register(5, 3), register(15, 4)]).energy).toMatchObject([
      { energyKwh: 1, seconds: 600, quality: 'reset' },
    ]);
  });

  it('makes up no energy where the meter was exchanged for another', () => {
    const exchanged = { device: 'M-2' };
    expect(new Series([register(0, 5), register(15, 7_000, exchanged), register(30, 7_001, exchanged)]).energy).toEqual(
      [{ startedAt: quarterMs, energyKwh: 1, seconds: 900, readings: 2, quality: 'good' }],
    );
  });

  it('tells again what a late reading changes, with its cause', () => {
    const series = new Series([register(0, 0), register(30, 4)]);
    expect(series.take(register(15, 3))).toMatchObject([
      { cause: 'late', quarter: { startedAt: 0, told: { energyKwh: 3, revision: 1 } } },
      { cause: 'late', quarter: { startedAt: quarterMs, told: { energyKwh: 1, revision: 1 } } },
    ]);
  });

  it('withdraws a quarter of which a correction leaves nothing', () => {
    const series = new Series([register(0, 5, { recordId: 'a' }), register(15, 6, { recordId: 'b' })]);
    expect(series.take(register(15, 4, { recordId: 'b', revision: 1 }))).toMatchObject([
      { cause: 'correction', quarter: { startedAt: 0, told: { energyKwh: 0, revision: 1, withdrawn: true } } },
    ]);
    expect(series.energy).toEqual([]);
  });
});

describe('power', () => {
  it('stands for the quarter that it starts', () => {
    expect(new Series([power(0, 4), power(15, -0.5)]).energy).toEqual([
      { startedAt: 0, energyKwh: 1, seconds: 900, readings: 1, quality: 'good' },
      { startedAt: quarterMs, energyKwh: -0.125, seconds: 900, readings: 1, quality: 'good' },
    ]);
  });

  it('is the mean of its readings where there are several, and nothing where there is none', () => {
    expect(new Series([power(0, 1), power(5, 2), power(10, 6), power(30, 8)]).energy).toEqual([
      { startedAt: 0, energyKwh: 0.75, seconds: 900, readings: 3, quality: 'good' },
      { startedAt: 2 * quarterMs, energyKwh: 2, seconds: 900, readings: 1, quality: 'good' },
    ]);
  });

  it('moves with a correction to another time', () => {
    const series = new Series([power(0, 4, { recordId: 'a' })]);
    series.take(power(20, 4, { recordId: 'a', revision: 1 }));
    expect(series.energy.map(({ startedAt }) => startedAt)).toEqual([quarterMs]);
  });

  it('carries the quality of a doubtful reading', () => {
    expect(new Series([power(0, 4), power(5, 4, { quality: 'estimated' })]).energy).toMatchObject([
      { quality: 'estimated' },
    ]);
  });
});

describe('a reading', () => {
  it('changes nothing the second time', () => {
    const series = new Series([register(0, 0), register(15, 1)]);
    expect(series.take(register(15, 1))).toEqual([]);
  });
});

describe('a reading from behind the horizon', () => {
  const newest = policy.keepMs / 60_000;

  it('changes nothing: what was told there is not known any more', () => {
    const series = new Series([register(0, 0), register(newest, 9)]);
    expect(series.take(register(0, 5, { recordId: 'late' }))).toEqual([]);
    expect(series.take(register(-15, 5, { recordId: 'later' }))).toEqual([]);
  });

  it('is another thing than one just before it: that has its neighbours still, and they have theirs', () => {
    const series = new Series([register(-2_400, 0), register(-1_195, 20), register(60, 41), register(newest, 90)]);
    expect(series.take(register(20, 40.5)).map(({ quarter }) => quarter.told.seconds)).toContain(900);
    expect(series.energy.every(({ startedAt, seconds }) => startedAt < minutes(-2_385) || seconds === 900)).toBe(true);
  });
});

describe('forgottenBy', () => {
  it('names the quarters that fall out of what is kept', () => {
    const newestAt = 10_000 * quarterMs;
    const until = forgottenUntil(newestAt, policy);
    expect(forgottenBy(newestAt + 2 * quarterMs, newestAt, policy)).toEqual([until + quarterMs, until + 2 * quarterMs]);
    expect(forgottenBy(newestAt, newestAt, policy)).toEqual([]);
    expect(forgottenBy(0, undefined, policy)).toEqual([]);
  });

  it('names all that were kept where the newest moves far ahead', () => {
    const newestAt = 10_000 * quarterMs;
    const forgotten = forgottenBy(3 * newestAt, newestAt, policy);
    expect([forgotten[0], forgotten.at(-1)]).toEqual([forgottenUntil(newestAt, policy) + quarterMs, newestAt]);
  });
});
