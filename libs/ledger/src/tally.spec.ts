import { describe, expect, it } from '@jest/globals';
import { keyOfEntry } from './entry-key.js';
import { Tally } from './tally.js';

const by = { stage: 'parking', task: 1, instance: 'parking-0', bookedAt: 1_000_000 };
const noon = Date.parse('2026-11-22T12:00:00Z');

describe('a tally of what a task did', () => {
  it('becomes one entry: ranges, fates by source and minute, and what was produced', () => {
    const tally = new Tally();
    tally.took('parking.observations.v1', 1, 100, 103, 3);
    tally.took('parking.zone-changes.v1', 1, 7, 9, 0);
    tally.took('parking.observations.v1', 1, 103, 106, 2);
    tally.count('parking.observations.v1', 'sensors', noon + 1, 'delivered');
    tally.count('parking.observations.v1', 'sensors', noon + 59_999, 'delivered');
    tally.count('parking.observations.v1', 'sensors', noon + 60_000, 'delivered');
    tally.count('parking.observations.v1', 'cameras', noon, 'delivered');
    tally.count('parking.observations.v1', '', noon, 'dead-lettered', 'truncated-body');
    tally.wrote('parking.sessions.v1', noon);
    tally.wrote('parking.sessions.v1', noon + 59_999);
    tally.wrote('hub.dead-letters.v1', noon);
    const entry = tally.toEntry(by);
    const counted = { topic: 'parking.observations.v1', minute: noon, fate: 'delivered', reason: '' };
    expect(entry).toEqual({
      ...by,
      ranges: [
        { topic: 'parking.observations.v1', partition: 1, fromOffset: 100, toOffset: 106, records: 5, lost: false },
        { topic: 'parking.zone-changes.v1', partition: 1, fromOffset: 7, toOffset: 9, records: 0, lost: false },
      ],
      counts: [
        { ...counted, source: 'sensors', count: 2 },
        { ...counted, source: 'sensors', minute: noon + 60_000, count: 1 },
        { ...counted, source: 'cameras', count: 1 },
        { ...counted, source: '', fate: 'dead-lettered', reason: 'truncated-body', count: 1 },
      ],
      produced: [
        { topic: 'parking.sessions.v1', minute: noon, count: 2 },
        { topic: 'hub.dead-letters.v1', minute: noon, count: 1 },
      ],
    });
    expect(keyOfEntry(entry)).toBe('parking/1');
    expect(tally.imbalance()).toBeUndefined();
  });

  it('refuses ranges that leave out or repeat an offset', () => {
    const tally = new Tally();
    tally.took('a', 0, 0, 10, 10);
    expect(() => {
      tally.took('a', 0, 11, 12, 1);
    }).toThrow('a/0 goes on at 11, where 10 was due');
    expect(() => {
      tally.took('a', 0, 9, 12, 3);
    }).toThrow(RangeError);
  });

  it('keeps what was lost apart from what was taken behind it', () => {
    const tally = new Tally();
    tally.lost('a', 0, 5, 50);
    tally.took('a', 0, 50, 60, 10);
    expect(tally.toEntry(by).ranges).toEqual([
      { topic: 'a', partition: 0, fromOffset: 5, toOffset: 50, records: 0, lost: true },
      { topic: 'a', partition: 0, fromOffset: 50, toOffset: 60, records: 10, lost: false },
    ]);
  });

  it('tells which topic does not add up', () => {
    const tally = new Tally();
    tally.took('a', 0, 0, 2, 2);
    tally.took('b', 0, 0, 2, 2);
    tally.count('a', 's', noon, 'delivered');
    tally.count('b', 's', noon, 'delivered');
    tally.count('b', 's', noon, 'deduplicated');
    expect(tally.imbalance()).toBe('1 fates of 2 records of a');
  });

  it('begins anew once it is cleared; an entry that was made stays as it is', () => {
    const tally = new Tally();
    expect([tally.isEmpty, tally.hasRecords]).toEqual([true, false]);
    tally.took('a', 0, 0, 2, 1);
    expect([tally.isEmpty, tally.hasRecords]).toEqual([false, false]);
    tally.count('a', 's', noon, 'delivered');
    tally.wrote('b', noon);
    expect(tally.hasRecords).toBe(true);
    const entry = tally.toEntry(by);
    tally.clear();
    expect(tally.isEmpty).toBe(true);
    tally.took('a', 0, 7, 8, 1);
    tally.count('a', 's', noon, 'delivered');
    expect(entry.counts[0]?.count).toBe(1);
    expect(tally.toEntry(by)).toMatchObject({ ranges: [{ fromOffset: 7 }], counts: [{ count: 1 }], produced: [] });
  });
});
