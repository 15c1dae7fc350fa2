import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position, Ring } from './area.js';
import { locate } from './locate.js';
import { PreparedPolygon } from './prepared-polygon.js';

const small = fc.integer({ min: 0, max: 12 });
const close = (positions: Position[]): Ring => [...positions, positions[0] ?? [0, 0]];
/** Any closed lines on a small grid, crossing themselves and each other: far more touching than real borders have. */
const ring = fc.array(fc.tuple(small, small), { minLength: 3, maxLength: 40 }).map(close);
const polygon = fc.array(ring, { minLength: 1, maxLength: 3 }).map(([first = [], ...others]) => {
  // holes lie inside their exterior's bounds
  const frame = close([
    [-1, -1],
    [13, -1],
    [13, 13],
    [-1, 13],
  ]);
  return others.length === 0 ? [first] : [frame, first, ...others];
});
const halfGrid = fc
  .tuple(fc.integer({ min: -3, max: 27 }), fc.integer({ min: -3, max: 27 }))
  .map(([x, y]) => [x / 2, y / 2] as const);

describe('PreparedPolygon', () => {
  it('agrees with a plain walk over every edge, taking the step that the border rule names', () => {
    fc.assert(
      fc.property(polygon, halfGrid, (rings, [x, y]) => {
        const expected = locate([rings], x + 2 ** -16, y + 2 ** -32);
        return new PreparedPolygon(rings).contains(x, y) === (expected === 'interior');
      }),
      { numRuns: 3000 },
    );
  });

  it('does not care which way rings run, nor where they begin', () => {
    fc.assert(
      fc.property(polygon, halfGrid, fc.nat(), (rings, [x, y], turn) => {
        const turned = rings.map((positions) => {
          const open = positions.slice(1);
          const at = turn % open.length;
          return close([...open.slice(at), ...open.slice(0, at)]).toReversed();
        });
        return new PreparedPolygon(rings).contains(x, y) === new PreparedPolygon(turned).contains(x, y);
      }),
    );
  });

  it('gives every point of a tessellation to exactly one of its parts, on corners and borders too', () => {
    const SIDE = 6;
    const jitter = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    const corners = fc.array(fc.tuple(jitter, jitter), { minLength: (SIDE + 1) ** 2, maxLength: (SIDE + 1) ** 2 });
    const inUnit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(corners, inUnit, inUnit, fc.nat(), inUnit, (shifts, u, v, pick, along) => {
        const corner = (i: number, j: number): Position => {
          const [dx, dy] = i % SIDE === 0 || j % SIDE === 0 ? [0, 0] : (shifts[i * (SIDE + 1) + j] ?? [0, 0]);
          return [127 + i + dx, 37 + j + dy];
        };
        const cells = Array.from({ length: SIDE * SIDE }, (_, n) => {
          const [i, j] = [n % SIDE, Math.floor(n / SIDE)];
          const positions = close([corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]);
          return new PreparedPolygon([n % 2 === 0 ? positions : positions.toReversed()]);
        });
        const a = corner(1 + (pick % (SIDE - 1)), 1 + ((pick >> 4) % (SIDE - 1)));
        const b = corner(1 + (pick % (SIDE - 1)), 2 + ((pick >> 4) % (SIDE - 1)));
        const points: Position[] = [
          [127 + u * (SIDE - 1e-9), 37 + v * (SIDE - 1e-9)],
          a,
          [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])],
        ];
        for (const [x, y] of points.filter(([, py]) => py < 37 + SIDE))
          expect(cells.filter((cell) => cell.contains(x, y))).toHaveLength(1);
      }),
      { numRuns: 400 },
    );
  });
});
