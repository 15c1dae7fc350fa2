import { expect, it } from '@jest/globals';
import { kinds } from '@naru/contracts';
import { topology } from './topology.js';

it('reads both lanes of every kind of record that the contract knows, and writes each with its place', () => {
  const reads = Object.values(topology.reads).map(({ name }) => name);
  const writes = Object.values(topology.writes).map(({ name }) => name);
  expect(reads.sort()).toEqual(kinds.flatMap(({ raw, rawHistory }) => [raw.name, rawHistory.name]).sort());
  expect(writes).toEqual(expect.arrayContaining(kinds.map(({ placed }) => placed.name)));
});
