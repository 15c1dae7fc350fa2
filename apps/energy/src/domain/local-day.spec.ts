import { describe, expect, it } from '@jest/globals';
import { quarterMs } from './energy.js';
import { dayOfText, localDayOf, textOfDay } from './local-day.js';

const quartersOf = (text: string, timeZone: string): number => {
  const day = dayOfText(text) ?? NaN;
  const noon = day * 86_400_000 + 43_200_000;
  const starts = Array.from({ length: 240 }, (_, i) => noon + (i - 120) * quarterMs);
  return starts.filter((at) => localDayOf(at, timeZone) === day).length;
};

describe('a local day', () => {
  it('has 96 quarters of an hour, 92 and 100 where the clocks change', () => {
    expect(quartersOf('2026-11-22', 'Asia/Seoul')).toBe(96);
    expect(quartersOf('2026-03-29', 'Europe/Berlin')).toBe(92);
    expect(quartersOf('2026-10-25', 'Europe/Berlin')).toBe(100);
  });

  it('begins at midnight of its time zone', () => {
    const midnight = Date.parse('2026-11-22T00:00:00+09:00');
    expect(textOfDay(localDayOf(midnight, 'Asia/Seoul'))).toBe('2026-11-22');
    expect(textOfDay(localDayOf(midnight - 1, 'Asia/Seoul'))).toBe('2026-11-21');
    expect(textOfDay(localDayOf(midnight, 'America/Los_Angeles'))).toBe('2026-11-21');
  });

  it('is read from text as it is written, and nothing else', () => {
    expect(dayOfText('1970-01-02')).toBe(1);
    expect(['2026-02-30', '22.11.2026', '2026-11-22T00:00', ''].map(dayOfText)).toEqual(Array(4).fill(undefined));
  });
});
