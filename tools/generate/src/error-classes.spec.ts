import { describe, expect, it } from '@jest/globals';
import { errorClassesIn, errorComplaints } from './error-classes.js';

const source = (doc: string) => `${doc}
export class RiverDryError extends Error {
  override readonly name = 'RiverDryError';
  readonly code = 'NARU_RIVER_DRY';
}`;

describe('error classes', () => {
  it('tell by their docstrings what they mean and what to do', () => {
    const doc = '/**\n * No water: no\n * boat.\n * @advice Wait for rain: see\n *   docs/runbooks/topics.md.\n */';
    expect(errorClassesIn(source(doc), 'libs/river')).toEqual([
      {
        code: 'NARU_RIVER_DRY',
        name: 'RiverDryError',
        home: 'libs/river',
        meaning: 'No water: no boat.',
        advice: 'Wait for rain: see docs/runbooks/topics.md.',
      },
    ]);
  });

  it('are told apart from classes without a stable code', () => {
    expect(errorClassesIn('export class NARU_X { readonly code: string = name; }', 'libs/river')).toEqual([]);
  });

  it('without advice are complained of', () => {
    expect(errorComplaints(errorClassesIn(source('/** No water. */'), 'libs/river'))).toEqual([
      'RiverDryError of libs/river needs a docstring with what it means and `@advice` with what to do',
    ]);
  });
});
