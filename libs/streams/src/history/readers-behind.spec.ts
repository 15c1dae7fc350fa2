import { describe, expect, it } from '@jest/globals';
import { ReadersBehind } from './readers-behind.js';

/** A topic of one partition and the groups that read it. */
const adminOf = (at: { end: number; read: Record<string, number | undefined> }) => ({
  listOffsets: () => Promise.resolve([{ topic: 'places', partition: 0, offset: at.end }]),
  committed: (group: string) => {
    const offset = at.read[group];
    return Promise.resolve(offset === undefined ? [] : [{ topic: 'places', partition: 0, offset }]);
  },
});
const groups = ['parking', 'energy'].map((group) => ({ group, topics: ['places'] }));

describe('how far readers are behind', () => {
  it('is what waits for the slowest of them over what comes', async () => {
    const at = { end: 0, read: { parking: 0, energy: 0 } };
    const readers = new ReadersBehind(adminOf(at), groups);
    expect(await readers.look(0)).toBeUndefined();
    for (let second = 1; second < 20; second++) {
      at.end += 1_000;
      at.read = { parking: at.end - 100, energy: at.end - 500 };
      expect(await readers.look(second * 1_000)).toBeCloseTo(500);
    }
  });

  it('is nothing where nothing comes, and where a group has not begun', async () => {
    const at = { end: 10, read: { parking: 10, energy: undefined } };
    const readers = new ReadersBehind(adminOf(at), groups);
    await readers.look(0);
    expect(await readers.look(1_000)).toBe(0);
    at.end = 2_010;
    at.read = { parking: 2_010, energy: undefined };
    expect(await readers.look(2_000)).toBe(0);
  });
});
