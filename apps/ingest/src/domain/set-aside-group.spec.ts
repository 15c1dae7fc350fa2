import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SetAsideGroup, shapeOf, waitingIn, withDecision, withRecord, withoutExpired } from './set-aside-group.js';

const traits = {
  topic: 'dead-letters',
  source: 'garages',
  stage: 'ingest',
  kind: 'parking/counts',
  reason: 'wrong-type',
  shape: 'occupied: a whole number',
} as const;
const noon = Date.parse('2026-11-22T12:00:00Z');
const [hour, day] = [3_600_000, 86_400_000];
const of = (first: number, ...others: readonly number[]): SetAsideGroup =>
  others.reduce<SetAsideGroup>(
    (group, at, n) => withRecord(group, traits, { id: `0-${n + 1}`, detail: 'told', at }),
    withRecord(undefined, traits, { id: '0-0', detail: 'told', at: first }),
  );

describe('a group of records set aside', () => {
  it('tells how many there are, since when, and whether they become more', () => {
    const group = of(noon, noon + 1, noon + hour, noon + 2 * hour, noon + 2 * hour + 1);
    expect(group).toMatchObject({ count: 5, firstAt: noon, lastAt: noon + 2 * hour + 1, sample: '0-4' });
    expect(group).toMatchObject({ hour: noon + 2 * hour, inHour: 2, inHourBefore: 1 });
    expect(of(noon, noon + 3 * hour)).toMatchObject({ inHour: 1, inHourBefore: 0 });
    // one that comes late counts, but not as growth
    expect(of(noon + hour, noon)).toMatchObject({ count: 2, inHour: 1, inHourBefore: 0, lastAt: noon + hour });
  });

  it('loses what was deleted while it waited, and no more', () => {
    const group = withDecision(of(noon, noon, noon + day), noon);
    expect(withoutExpired(group, noon)).toBe(group);
    expect(withoutExpired(group, noon + day)).toMatchObject({ expired: 1, decided: 1, count: 3 });
  });

  it('accounts for every record: waiting, decided or expired', () => {
    const step = fc.record({
      kind: fc.constantFrom('record', 'decision', 'time'),
      days: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let group = of(noon);
        for (const { kind, days } of steps) {
          if (kind === 'record') group = withRecord(group, traits, { id: '0-0', detail: '', at: noon + days * day });
          const waits = group.days[days % Math.max(1, group.days.length)];
          if (kind === 'decision' && waits !== undefined) group = withDecision(group, waits.day);
          if (kind === 'time') group = withoutExpired(group, noon + days * day);
          expect(waitingIn(group) + group.decided + group.expired).toBe(group.count);
        }
      }),
    );
  });

  it('has a shape without the figures of the single record', () => {
    expect(shapeOf('observedAt: at most 120 s ago')).toBe('observedAt: at most … s ago');
    expect(shapeOf('text in UTF-8')).toBe('text in UTF-8');
  });
});
