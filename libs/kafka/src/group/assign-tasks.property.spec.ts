import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assignTasks, type Claim } from './assign-tasks.js';

const claims = fc.uniqueArray(
  fc.record({
    memberId: fc.string({ minLength: 1, maxLength: 4 }),
    tasks: fc.uniqueArray(fc.nat(15), { maxLength: 12 }),
    generation: fc.integer({ min: -1, max: 5 }),
  }),
  { selector: ({ memberId }) => memberId, minLength: 1, maxLength: 6 },
);
const count = fc.nat(16);
const claimsAfter = (assigned: Map<string, number[]>, generation: number): Claim[] =>
  Array.from(assigned, ([memberId, tasks]) => ({ memberId, tasks, generation }));

describe('assignment of tasks', () => {
  it('gives every task to one member, evenly', () => {
    fc.assert(
      fc.property(count, claims, (count, claims) => {
        const shares = [...assignTasks(count, claims).values()];
        expect(shares.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, task) => task));
        const loads = shares.map((tasks) => tasks.length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('changes nothing where nobody came or went', () => {
    fc.assert(
      fc.property(count, claims, (count, claims) => {
        const first = assignTasks(count, claims);
        expect(assignTasks(count, claimsAfter(first, 9))).toEqual(first);
      }),
    );
  });

  it('takes nothing from those who stay when a member leaves', () => {
    fc.assert(
      fc.property(count, claims, (count, claims) => {
        const [, ...staying] = claimsAfter(assignTasks(count, claims), 9);
        const next = assignTasks(count, staying);
        for (const { memberId, tasks } of staying)
          expect(next.get(memberId)).toEqual(expect.arrayContaining([...tasks]));
      }),
    );
  });

  it('moves no more than the share of a member that comes', () => {
    fc.assert(
      fc.property(count, claims, (count, claims) => {
        const before = assignTasks(count, claims);
        const next = assignTasks(count, [
          ...claimsAfter(before, 9),
          { memberId: 'newcomer', tasks: [], generation: -1 },
        ]);
        const moved = Array.from(before).flatMap(([member, tasks]) =>
          tasks.filter((task) => !next.get(member)?.includes(task)),
        );
        expect(moved.sort()).toEqual([...(next.get('newcomer') ?? [])].sort());
      }),
    );
  });
});
