import { describe, expect, it } from '@jest/globals';
import { topics } from '@naru/contracts';
import { type Feed, TaskClock, feedOf } from './task-clock.js';

const clockOf = (feeds: Readonly<Record<string, Feed>>) => new TaskClock<string>(Object.entries(feeds));
const from = (task: number, tasks = 2) => ({ stage: 'enrichment', task, tasks });

describe('the clock of a task', () => {
  it('is the least of its inputs, less a slack; nothing is known before each has told something', () => {
    const clock = clockOf({ bays: 'source', meters: 'source' });
    clock.meet('bays', 50_000);
    expect([clock.now, clock.progress(true)]).toEqual([0, undefined]);
    clock.hear('meters', { at: 20_000, from: undefined });
    expect([clock.now, clock.progress(true)]).toEqual([19_000, 20_000]);
    clock.meet('meters', 70_000);
    expect(clock.now).toBe(49_000);
  });

  it('is never moved back, nor by the history lane, nor held back by what nobody tells', () => {
    const clock = clockOf({ bays: 'source', imports: 'nobody' });
    clock.hear('bays', { at: 9_000, from: undefined });
    clock.hear('bays', { at: 8_000, from: undefined });
    clock.meet('imports', 99_000);
    expect(clock.now).toBe(8_000);
  });

  it('behind a stage follows the marks of all its tasks, and no record', () => {
    const clock = clockOf({ placed: 'stage' });
    clock.meet('placed', 99_000);
    clock.hear('placed', { at: 5_000, from: from(0) });
    expect(clock.now).toBe(0);
    clock.hear('placed', { at: 3_000, from: from(1) });
    expect(clock.now).toBe(2_000);
    clock.hear('placed', { at: 8_000, from: from(1) });
    expect(clock.now).toBe(4_000);
  });

  it('passes into its own loop what the other inputs say, so that nothing waits for itself', () => {
    const clock = clockOf({ placed: 'stage', zones: 'loop' });
    clock.hear('placed', { at: 5_000, from: from(0, 1) });
    expect([clock.progress(false), clock.progress(true), clock.now]).toEqual([5_000, undefined, 0]);
    clock.hear('zones', { at: 4_000, from: { stage: 'parking', task: 0, tasks: 1 } });
    expect([clock.progress(false), clock.progress(true), clock.now]).toEqual([5_000, 4_000, 3_000]);
  });

  it('goes back to what was committed with the transaction that moved it', () => {
    const clock = clockOf({ bays: 'source' });
    clock.meet('bays', 5_000);
    clock.merge();
    clock.meet('bays', 9_000);
    expect(clock.now).toBe(8_000);
    clock.drop();
    expect(clock.now).toBe(4_000);
  });

  it('knows from the catalogue who tells it', () => {
    const writes = { changes: topics.parkingZoneChanges };
    const feeds = [
      topics.parkingRawObservations,
      topics.parkingRawObservationsHistory,
      topics.parkingObservations,
      topics.parkingZoneChanges,
      topics.hubDeadLetters,
      topics.parkingBayStates,
    ].map((topic) => feedOf(topic, { writes }));
    expect(feeds).toEqual(['source', 'nobody', 'stage', 'loop', 'nobody', 'nobody']);
  });
});
