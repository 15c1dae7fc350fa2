import { expect, it } from '@jest/globals';
import { kinds, topics } from '@naru/contracts';
import { topology } from './topology.js';

it('reads both lanes of every kind of record that the contract knows and what comes back, and writes each with its place', () => {
  const reads = Object.values(topology.reads).map(({ name }) => name);
  const writes = Object.values(topology.writes).map(({ name }) => name);
  const raws = kinds.flatMap(({ raw, rawHistory }) => [raw.name, rawHistory.name]);
  expect(reads.sort()).toEqual([...raws, topics.hubEnrichmentReturns.name].sort());
  expect(writes).toEqual(expect.arrayContaining(kinds.map(({ placed }) => placed.name)));
});
