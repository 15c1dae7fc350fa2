import { describe, expect, it } from '@jest/globals';
import type { ParkingObservation, ParkingRecompute, ParkingRecomputedBay, ParkingSession } from '@naru/contracts';
import { PipelineUnderTest } from '@naru/testing';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';
import { hold, wholeHistory } from './history.js';
import { placed } from './placed.js';

const minutes = (n: number): number => n * 60_000;
const seen = (record: string, minute: number, state: ParkingObservation['state']): ParkingObservation =>
  placed({ record, observedAt: minutes(minute), assetId: 'bay-1', state });

/** A bay that was taken from 10 to 60, and somebody left at 20 and came at 30, which its sensor told hours later. */
const inTime = [seen('a', 0, 'free'), seen('b', 10, 'occupied'), seen('c', 60, 'free'), seen('d', 100, 'occupied')];
const late = [seen('e', 20, 'free'), seen('f', 30, 'occupied')];

function bayUnderTest(keepAtMost = 256) {
  const policy = { keepSeconds: 900, keepAtLeast: 1, keepAtMost };
  const parking = new PipelineUnderTest(topology, createPipeline(policy, { open: () => undefined }));
  const told: ParkingSession[] = [];
  const came = <T>(
    input: 'observations' | 'recomputes',
    value: ParkingObservation | ParkingRecompute,
    output: string,
  ) => {
    const emitted = parking.take(input, 'bay-1', value);
    told.push(...emitted.filter((each) => each.output === 'sessions').map((each) => each.value as ParkingSession));
    return emitted.filter((each) => each.output === output).map(({ value: its }) => its as T);
  };
  return {
    told,
    see: (observations: readonly ParkingObservation[]) =>
      observations.flatMap((each) => came<ParkingSession>('observations', each, 'sessions')),
    recompute: (command: ParkingRecompute) => came<ParkingRecomputedBay>('recomputes', command, 'recomputedBays'),
  };
}

describe('recompute of a bay', () => {
  it('publishes what is told otherwise once its whole history is known, and nothing when it is asked again', () => {
    const bay = bayUnderTest();
    bay.see(inTime);
    expect(bay.see(late)).toEqual([]);
    const before = bay.told.length;

    bay.recompute(hold('first', 'bay-1'));
    const [outcome] = bay.recompute(wholeHistory('first', 'bay-1', [...inTime, ...late], bay.told));
    expect(outcome).toMatchObject({ outcome: 'applied', restated: 2, withdrawn: 0, isLast: true, commandedBy: 'k1' });
    const span = ({ startedAt, endedAt, revision, cause }: ParkingSession) => ({
      ...{ startedAt, endedAt, revision, cause },
    });
    expect(bay.told.slice(before).map(span)).toEqual([
      { startedAt: minutes(10), endedAt: minutes(20), revision: 2, cause: 'recompute' },
      { startedAt: minutes(30), endedAt: minutes(60), revision: 1, cause: null },
    ]);

    bay.recompute(hold('second', 'bay-1'));
    const again = bay.recompute(wholeHistory('second', 'bay-1', [...inTime, ...late], bay.told));
    expect(again).toMatchObject([{ outcome: 'applied', restated: 0, withdrawn: 0 }]);
  });

  it('lets nothing settle while the warehouse is read, so that what comes meanwhile is in its place', () => {
    const bay = bayUnderTest();
    bay.see([...inTime, ...late]);
    bay.recompute(hold('r', 'bay-1'));
    const history = wholeHistory('r', 'bay-1', [...inTime, ...late], bay.told);
    bay.see([seen('g', 400, 'free'), seen('h', 90, 'free')]);
    expect(bay.see([seen('i', 105, 'unknown'), seen('j', 200, 'free')])).toMatchObject([{ endedAt: minutes(200) }]);
    expect(bay.recompute(history)).toMatchObject([{ outcome: 'applied', restated: 2 }]);
    const last = new Map(bay.told.map((session) => [session.sessionId.toString('hex'), session]));
    const spans = [...last.values()].map(({ startedAt, endedAt }) => [startedAt, endedAt ?? 0]);
    expect(spans.sort(([a = 0], [b = 0]) => a - b)).toEqual([
      [minutes(10), minutes(20)],
      [minutes(30), minutes(60)],
      [minutes(100), minutes(200)],
    ]);
  });

  it('publishes nothing where the hold is gone: another began since, or more came than may be kept', () => {
    const bay = bayUnderTest(2);
    bay.see([...inTime, ...late]);
    const history = (name: string) => wholeHistory(name, 'bay-1', [...inTime, ...late], bay.told);
    expect(bay.recompute(history('never held'))).toMatchObject([{ outcome: 'outdated', restated: 0 }]);

    bay.recompute(hold('first', 'bay-1'));
    bay.recompute(hold('second', 'bay-1'));
    expect(bay.recompute(history('first'))).toMatchObject([{ outcome: 'outdated' }]);

    bay.see([1, 2, 3, 4].map((n) => seen(`more ${n}`, 100 + n, 'occupied')));
    expect(bay.recompute(history('second'))).toMatchObject([{ outcome: 'outdated' }]);
    expect(bay.told.every(({ cause }) => cause === null)).toBe(true);
  });

  it('publishes nothing of a bay that it does not know', () => {
    const bay = bayUnderTest();
    bay.recompute(hold('r', 'bay-1'));
    expect(bay.recompute(wholeHistory('r', 'bay-1', inTime, []))).toMatchObject([{ outcome: 'outdated' }]);
    expect(bay.told).toEqual([]);
  });
});
