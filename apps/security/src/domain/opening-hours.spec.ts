import { describe, expect, it } from '@jest/globals';
import { isOutside } from './opening-hours.js';

const at = (text: string): number => Date.parse(text);

describe('isOutside', () => {
  const seoul = { opensAt: 6 * 60, closesAt: 22 * 60, timeZone: 'Asia/Seoul' };

  it('goes by the clock on the wall, from opening on, up to closing', () => {
    expect(isOutside(at('2026-11-22T05:59:59+09:00'), seoul)).toBe(true);
    expect(isOutside(at('2026-11-22T06:00:00+09:00'), seoul)).toBe(false);
    expect(isOutside(at('2026-11-22T22:00:00+09:00'), seoul)).toBe(true);
  });

  it('follows a change of the clocks', () => {
    const berlin = { ...seoul, timeZone: 'Europe/Berlin' };
    expect(isOutside(at('2026-03-28T04:30:00Z'), berlin)).toBe(true);
    expect(isOutside(at('2026-03-29T04:30:00Z'), berlin)).toBe(false);
  });

  it('knows hours over midnight', () => {
    const night = { ...seoul, opensAt: 20 * 60, closesAt: 4 * 60 };
    expect(isOutside(at('2026-11-22T23:00:00+09:00'), night)).toBe(false);
    expect(isOutside(at('2026-11-22T12:00:00+09:00'), night)).toBe(true);
  });
});
