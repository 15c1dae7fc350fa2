import { describe, expect, it } from '@jest/globals';
import { RecentIds } from './recent-ids.js';
import { HORIZON_SECONDS, SeenRecords } from './seen-records.js';

const identity = (receivedAt: number) => ({ recordIdStart: 0, contentHashStart: 16, receivedAt });
const record = (id: number, content = 1): Uint8Array => new Uint8Array(32).fill(id, 0, 16).fill(content, 16);
const at = (offset: number) => ({ topic: 1, offset });

describe('SeenRecords', () => {
  it('numbers what a source corrects, and knows every content again', () => {
    const seen = new SeenRecords();
    const recent = new RecentIds();
    expect(seen.take(record(1, 1), identity(1_000), at(10), recent)).toBe(false);
    expect(seen.revision).toBe(0);
    expect(seen.take(record(1, 2), identity(2_000), at(11), recent)).toBe(false);
    expect(seen.revision).toBe(1);
    expect(seen.take(record(1, 1), identity(3_000), at(12), recent)).toBe(true);
    expect(seen.firstOffset).toBe(10);
    expect(seen.take(record(1, 2), identity(3_000), at(13), recent)).toBe(true);
    expect(seen.firstOffset).toBe(11);
  });

  it('goes on with the numbers while a correction is inside the horizon, though its first statement has left it', () => {
    const seen = new SeenRecords();
    const recent = new RecentIds();
    const hours = (n: number) => identity(1_000 + n * 3_600_000);
    seen.take(record(1, 1), hours(0), at(1), recent);
    seen.take(record(1, 2), hours(20), at(2), recent);
    expect(seen.take(record(1, 3), hours(30), at(3), recent)).toBe(false);
    expect(seen.revision).toBe(2);
  });

  it('keeps an imported copy for ever, also of a record that came live before', () => {
    const seen = new SeenRecords();
    const recent = new RecentIds();
    seen.take(record(1), identity(1_000), at(5), recent);
    expect(seen.take(record(1), identity(2_000), at(6), undefined)).toBe(true);
    const later = identity((HORIZON_SECONDS + 10) * 1_000_000);
    expect(seen.take(record(1), later, at(7), undefined)).toBe(true);
    expect(seen.take(record(1), later, at(8), recent)).toBe(true);
    expect(seen.firstOffset).toBe(5);
  });

  it('gives memory of silent devices back', () => {
    const seen = new SeenRecords();
    const recent = new RecentIds();
    for (let id = 0; id < 100; id++) seen.take(record(id), identity(id * 1_000), at(id), recent);
    seen.merge();
    seen.forgetBefore(recent, 60_000);
    expect([seen.size, recent.count]).toEqual([40, 40]);
    expect(seen.take(record(59), identity(61_000), at(200), recent)).toBe(false);
    expect(seen.take(record(60), identity(61_000), at(201), recent)).toBe(true);
  });

  it('tells its memory: under 50 bytes an id at a full house', () => {
    const seen = new SeenRecords();
    const bytes = new Uint8Array(32);
    for (let id = 0; id < 1 << 17; id++) {
      new DataView(bytes.buffer).setUint32(4, id);
      seen.take(bytes, identity(1_000), at(id), undefined);
      if (id % 5_000 === 0) seen.merge();
    }
    expect(seen.size).toBe(1 << 17);
    expect(seen.bytes / seen.size).toBeLessThan(50);
  });
});
