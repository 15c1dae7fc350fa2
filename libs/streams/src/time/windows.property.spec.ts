import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Session, hoppingWindowsOf, tumblingWindowOf, withInstant } from './windows.js';

const instant = fc.integer({ min: -1_000_000, max: 1_000_000 });
const size = fc.integer({ min: 1, max: 5_000 });

describe('windows', () => {
  it('lie end to end and hold each instant once', () => {
    fc.assert(
      fc.property(instant, size, instant, (at, sizeMs, alignedAt) => {
        const { startedAt, endsAt } = tumblingWindowOf(at, sizeMs, alignedAt);
        expect(startedAt <= at && at < endsAt).toBe(true);
        expect(endsAt - startedAt).toBe(sizeMs);
        expect(Math.abs((startedAt - alignedAt) % sizeMs)).toBe(0);
        expect(tumblingWindowOf(endsAt, sizeMs, alignedAt).startedAt).toBe(endsAt);
      }),
    );
  });

  it('that hop are all those that hold the instant, and no other', () => {
    fc.assert(
      fc.property(instant, size, fc.integer({ min: 100, max: 5_000 }), (at, sizeMs, hopMs) => {
        const starts = hoppingWindowsOf(at, sizeMs, hopMs).map(({ startedAt }) => startedAt);
        const wanted: number[] = [];
        for (let k = Math.ceil((at - sizeMs + 1) / hopMs); k * hopMs <= at; k++) wanted.push(k * hopMs);
        expect(starts.map((each) => each + 0)).toEqual(wanted.map((each) => each + 0));
      }),
    );
  });
});

describe('sessions', () => {
  const instants = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 60 });
  const sessionsOf = (all: readonly number[], gapMs: number): readonly Session[] =>
    all.reduce<readonly Session[]>((sessions, at) => withInstant(sessions, at, gapMs).sessions, []);

  /** The plain definition: in order, split where the gap is too wide. */
  function reference(all: readonly number[], gapMs: number): Session[] {
    const sessions: { firstAt: number; lastAt: number; count: number }[] = [];
    for (const at of [...all].sort((a, b) => a - b)) {
      const last = sessions.at(-1);
      if (last === undefined || at - last.lastAt > gapMs) sessions.push({ firstAt: at, lastAt: at, count: 1 });
      else [last.lastAt, last.count] = [at, last.count + 1];
    }
    return sessions;
  }

  it('are the same whatever order the instants come in', () => {
    fc.assert(
      fc.property(
        instants.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        fc.integer({ min: 0, max: 30 }),
        ([all, shuffled], gapMs) => {
          expect(sessionsOf(shuffled, gapMs)).toEqual(reference(all, gapMs));
        },
      ),
    );
  });

  it('tell which they were made of, so that what was said of those can be taken back', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 30 }), ([first = 0, ...rest], gapMs) => {
        const before = sessionsOf(rest, gapMs);
        const { sessions, grown, joined } = withInstant(before, first, gapMs);
        expect(joined.length).toBeLessThanOrEqual(2);
        expect(grown.count).toBe(joined.reduce((sum, { count }) => sum + count, 1));
        const kept = before.filter((session) => !joined.includes(session));
        expect(sessions.filter((session) => session !== grown)).toEqual(kept);
      }),
    );
  });
});
