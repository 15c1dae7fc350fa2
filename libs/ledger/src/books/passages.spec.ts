import { expect, it } from '@jest/globals';
import { Passages } from './passages.js';

const noon = Date.parse('2026-11-22T12:00:00Z');

it('when a stage came by an offset is told of all that it has passed of late', () => {
  const passages = new Passages(100);
  for (let step = 0; step < 40; step++) passages.note({ to: 110 + 10 * step, bookedAt: noon + 250 * step });
  for (let offset = 100; offset < 500; offset++)
    expect(passages.at(offset)).toBe(noon + 250 * Math.floor((offset - 100) / 10));
  expect([passages.at(99), passages.at(500)]).toEqual([undefined, undefined]);
});

it('what was passed long ago is forgotten, and not guessed', () => {
  const passages = new Passages(0);
  for (let step = 0; step < 5_000; step++) passages.note({ to: step + 1, bookedAt: noon + step });
  expect(passages.at(0)).toBeUndefined();
  expect(passages.at(4_000)).toBe(noon + 4_000);
  expect(passages.at(4_999)).toBe(noon + 4_999);
});
