import { describe, expect, it } from '@jest/globals';
import { type Bay, type ParkingPolicy, nextBayState } from './bay.js';
import type { BayObservation } from './observation.js';
import { observation } from '../../test/observation.js';
import type { Session } from './session.js';

const policy: ParkingPolicy = { keepSeconds: 900, keepAtLeast: 2, keepAtMost: 100 };

/** What is told of sessions while these observations come, in order. */
function told(all: readonly BayObservation[]): Session[] {
  let bay: Bay | undefined;
  const sessions: Session[] = [];
  for (const seen of all) {
    const next = nextBayState(bay, seen, policy);
    bay = next.bay;
    sessions.push(...next.sessions);
  }
  return sessions;
}

const at = (minute: number, state: BayObservation['state'], more: Partial<BayObservation> = {}): BayObservation =>
  observation({ recordId: `r${minute}`, observedAt: minute * 60_000, state, ...more });
const inWords = ({ openingRecordId, revision, startedAt, endedAt, cause, withdrawn }: Session): string =>
  [
    `${openingRecordId}.${revision}`,
    `${startedAt / 60_000}-${endedAt === null ? '' : endedAt / 60_000}`,
    ...(cause === null ? [] : [cause]),
    ...(withdrawn ? ['withdrawn'] : []),
  ].join(' ');

describe('sessions', () => {
  it('open with the first occupied record and close with the next free one', () => {
    const sessions = told([at(0, 'free'), at(1, 'occupied'), at(2, 'occupied'), at(3, 'free'), at(4, 'free')]);
    expect(sessions.map(inWords)).toEqual(['r1.0 1-', 'r1.1 1-3']);
    expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(1);
  });

  it('go on while a sensor does not know', () => {
    expect(told([at(1, 'occupied'), at(2, 'unknown'), at(3, 'occupied'), at(4, 'free')]).map(inWords)).toEqual([
      'r1.0 1-',
      'r1.1 1-4',
    ]);
  });

  it('are split by a free record that comes late', () => {
    expect(told([at(1, 'occupied'), at(3, 'occupied'), at(2, 'free')]).map(inWords)).toEqual([
      'r1.0 1-',
      'r1.1 1-2',
      'r3.0 3-',
    ]);
  });

  it('are withdrawn where a late record opens them earlier', () => {
    expect(told([at(2, 'occupied'), at(3, 'free'), at(1, 'occupied')]).map(inWords)).toEqual([
      'r2.0 2-',
      'r2.1 2-3',
      'r2.2 2-3 late withdrawn',
      'r1.1 1-3',
    ]);
  });

  it('come back where the correction is corrected', () => {
    const sessions = told([at(1, 'occupied'), at(1, 'free', { revision: 1 }), at(1, 'occupied', { revision: 2 })]);
    expect(sessions.map(inWords)).toEqual(['r1.0 1-', 'r1.1 1- correction withdrawn', 'r1.2 1- correction']);
  });

  it('that lasted longer than observations are kept close under their own id', () => {
    const sessions = told([at(0, 'occupied'), at(30, 'occupied'), at(60, 'occupied'), at(90, 'free')]);
    expect(sessions.map(inWords)).toEqual(['r0.0 0-', 'r0.1 0-90']);
  });

  // they were: what is kept was told from what is settled by time alone
  it('are not told twice where observations of one instant are parted by what is kept', () => {
    const atOnce = (['free', 'occupied', 'free'] as const).map((state, i) => at(20, state, { recordId: `a${i}` }));
    expect(told([...atOnce, at(40, 'free'), at(41, 'free')]).map(inWords)).toEqual(['a1.0 20-', 'a1.1 20-20']);
  });
});
