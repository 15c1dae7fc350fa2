export type Lane = 'live' | 'history';

export interface TimingRules {
  readonly lane: Lane;
  /** How old a live record of this kind may be when it arrives (s). */
  readonly latenessSeconds: number;
  /** How far the clocks of this source may run ahead (s). */
  readonly clockSkewSeconds: number;
}

/** Why a readable record is set aside. */
export interface Caution {
  readonly reason: 'late' | 'from-the-future' | 'year-1970';
  readonly expected: string;
}

const year1971 = Date.UTC(1971, 0, 1);

/**
 * Whether a record has to be set aside for its time, looking at that record alone. Instants in ms since 1970. A clock
 * that was never set begins in 1970 and says so in every lane; imports are as old as they are.
 */
export function judgeTime(observedAt: number, receivedAt: number, rules: TimingRules): Caution | undefined {
  if (observedAt < year1971) return { reason: 'year-1970', expected: 'observedAt: a clock that was set' };
  if (observedAt > receivedAt + rules.clockSkewSeconds * 1_000)
    return {
      reason: 'from-the-future',
      expected: `observedAt: at most ${rules.clockSkewSeconds} s ahead of the hub`,
    };
  if (rules.lane === 'live' && receivedAt - observedAt > rules.latenessSeconds * 1_000)
    return { reason: 'late', expected: `observedAt: at most ${rules.latenessSeconds} s ago` };
  return undefined;
}

/** The lane of a record set aside; one that nobody knows is live. */
export const laneNamed = (name: string): Lane => (name === 'history' ? 'history' : 'live');
