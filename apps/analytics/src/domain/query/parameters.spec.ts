import { describe, expect, it } from '@jest/globals';
import type { Parameter } from './header.js';
import { bindParameters } from './parameters.js';

const meaning = { ko: '뜻', en: 'Meaning' };
const parameters: Readonly<Record<string, Parameter>> = {
  kind: { type: 'text', default: 'district', meaning },
  hours: { type: 'whole', default: 24, meaning },
  until: { type: 'instant', default: null, meaning },
  zone: { type: 'time-zone', default: null, meaning },
};
const bind = (asked: Readonly<Record<string, string>>) =>
  bindParameters({ parameters }, asked, { timeZone: 'Asia/Seoul' });

describe('parameters of a query', () => {
  it('have their defaults', () => {
    expect(bind({})).toEqual({ values: { kind: 'district', hours: '24', until: null, zone: 'Asia/Seoul' } });
  });

  it('are bound as what they are, never as SQL', () => {
    expect(
      bind({ kind: "x'; DROP TABLE x", hours: '-3', until: '2026-11-22T09:00:00.5+09:00', zone: 'Europe/Berlin' }),
    ).toEqual({
      values: { kind: "x'; DROP TABLE x", hours: '-3', until: '2026-11-22 00:00:00.500', zone: 'Europe/Berlin' },
    });
  });

  it.each([
    ['hours', '1.5'],
    ['hours', ''],
    ['hours', '1e9'],
    ['until', '2026-11-22T09:00:00'],
    ['until', '2026-13-22T09:00:00Z'],
    ['until', 'now()'],
    ['zone', 'Seoul'],
    ['kind', 'x'.repeat(201)],
    ['other', 'x'],
  ])('are refused by name: %s=%s', (parameter, text) => {
    expect(bind({ [parameter]: text })).toEqual({ problems: [{ parameter, what: expect.any(String) }] });
  });
});
