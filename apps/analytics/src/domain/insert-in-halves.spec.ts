import { describe, expect, it } from '@jest/globals';
import { type RowRange, insertInHalves } from './insert-in-halves.js';

const inserting = (isBad: (row: number) => boolean) => {
  const inserted: number[] = [];
  const asked: RowRange[] = [];
  const insert = (range: RowRange): Promise<string | undefined> => {
    asked.push(range);
    const rows = Array.from({ length: range.end - range.first }, (_, i) => range.first + i);
    if (rows.some(isBad)) return Promise.resolve('bad');
    inserted.push(...rows);
    return Promise.resolve(undefined);
  };
  return { inserted, asked, insert };
};

describe('insertInHalves', () => {
  it('inserts everything at once where nothing is wrong', async () => {
    const { asked, insert } = inserting(() => false);
    expect(await insertInHalves({ first: 0, end: 50_000 }, insert)).toEqual([]);
    expect(asked).toEqual([{ first: 0, end: 50_000 }]);
  });

  it('loses one row to one bad row, in so many steps as halving takes', async () => {
    const { inserted, asked, insert } = inserting((row) => row === 777);
    expect(await insertInHalves({ first: 0, end: 1_024 }, insert)).toEqual([{ row: 777, refusal: 'bad' }]);
    expect(inserted).toEqual(Array.from({ length: 1_024 }, (_, i) => i).filter((row) => row !== 777));
    expect(asked.length).toBe(21);
  });

  it('answers every row where all are bad, in their order', async () => {
    const { inserted, insert } = inserting(() => true);
    const refused = await insertInHalves({ first: 3, end: 8 }, insert);
    expect(refused.map(({ row }) => row)).toEqual([3, 4, 5, 6, 7]);
    expect(inserted).toEqual([]);
  });

  it('stops at what is no refusal', async () => {
    const away = new Error('away');
    await expect(insertInHalves({ first: 0, end: 2 }, () => Promise.reject(away))).rejects.toBe(away);
  });
});
