import { describe, expect, it } from '@jest/globals';
import { locate, PreparedPolygon, type Area, type Location, type Position } from '../src/index.js';
import { readdirSync } from 'node:fs';
import { hasSharedData, pathOfShared, readShared, whereShared } from './shared-data.js';

// The predicate cases of GEOS and JTS (LGPL-2.1, not shipped) in which one side is points and the other an area.

interface Case {
  readonly name: string;
  readonly area: Area;
  readonly points: readonly Position[];
  readonly operation: string;
  readonly pattern: string;
  readonly expected: string;
}

/** Coordinates of a WKT text as nested lists, innermost a position. */
const listsOf = (wkt: string): unknown =>
  JSON.parse(
    wkt
      .slice(wkt.indexOf('('))
      .replaceAll('(', '[')
      .replaceAll(')', ']')
      .replaceAll(/\b(nan|-?inf)\b/gi, 'null')
      .replaceAll(/([-\w.]+)[ \t]+([-\w.]+)/g, '[$1,$2]'),
  );

const typeOf = (wkt: string): string => (wkt.includes('EMPTY') ? 'EMPTY' : (/^[A-Z]+/.exec(wkt)?.[0] ?? ''));

function areaOf(wkt: string): Area | undefined {
  if (typeOf(wkt) === 'POLYGON') return [listsOf(wkt)] as Area;
  return typeOf(wkt) === 'MULTIPOLYGON' ? (listsOf(wkt) as Area) : undefined;
}

function pointsOf(wkt: string): Position[] | undefined {
  if (typeOf(wkt) === 'POINT') return listsOf(wkt) as Position[];
  return typeOf(wkt) === 'MULTIPOINT'
    ? ((listsOf(wkt) as unknown[]).flat(Infinity) as number[]).reduce<Position[]>(inPairs, [])
    : undefined;
}

const inPairs = (pairs: Position[], value: number, i: number, all: number[]): Position[] =>
  i % 2 === 0 ? [...pairs, [value, all[i + 1] ?? NaN]] : pairs;

const ONE_SIDED = new Set(['contains', 'covers', 'within', 'coveredBy', 'intersects', 'relate']);

function casesOf(file: string): Case[] {
  return [...readShared('geo', 'geos-jts', file).matchAll(/<case>([\s\S]*?)<\/case>/g)].flatMap(([, text = '']) => {
    const geometry = (tag: string): string =>
      (new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(text)?.[1] ?? '').trim();
    const [a, b] = [geometry('a'), geometry('b')];
    const area = areaOf(a) ?? areaOf(b);
    const points = pointsOf(a) ?? pointsOf(b);
    return [...text.matchAll(/<op\s+([^>]*)>([^<]*)<\/op>/g)].flatMap(([, attributes = '', result = '']) => {
      const [operation = '', pattern = ''] = ['name', 'arg3'].map(
        (name) => new RegExp(`${name}="(\\w+)"`).exec(attributes)?.[1],
      );
      const expected = result.trim();
      const name = `${file} ${geometry('desc').replaceAll(/\s+/g, ' ')}: ${operation} ${pattern}`;
      if (operation === 'getInteriorPoint' && area !== undefined)
        return [{ name, area, points: pointsOf(expected) ?? [], operation, pattern, expected: 'true' }];
      if (!ONE_SIDED.has(operation) || area === undefined || points === undefined) return [];
      return [{ name, area, points, operation, pattern, expected }];
    });
  });
}

function answerTo({ operation, pattern, area, points }: Case): boolean {
  const locations = points.map(([x, y]) => locate(area, x, y));
  const has = (location: Location): boolean => locations.includes(location);
  switch (operation) {
    case 'intersects':
      return has('interior') || has('boundary');
    case 'covers':
    case 'coveredBy':
      return !has('exterior');
    case 'contains':
    case 'within':
    case 'getInteriorPoint':
      return has('interior') && !has('exterior');
    default:
      return (
        `${(['interior', 'boundary', 'exterior'] as const).map((side) => (has(side) ? '0' : 'F')).join('')}FFF212` ===
        pattern
      );
  }
}

const cases = hasSharedData ? readdirSync(pathOfShared('geo', 'geos-jts')).flatMap(casesOf) : [];

(hasSharedData ? describe : describe.skip)(`GEOS and JTS predicates of points and areas${whereShared}`, () => {
  it('are found', () => {
    expect(cases).toHaveLength(56);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, one) => {
    expect(String(answerTo(one))).toBe(one.expected);
  });

  it.each(cases.map((one) => [one.name, one] as const))('border rule, %s', (_, { area, points }) => {
    for (const [x, y] of points) {
      const held = area.filter((polygon) => new PreparedPolygon(polygon).contains(x, y)).length;
      const location = locate(area, x, y);
      if (location !== 'boundary') expect(held > 0).toBe(location === 'interior');
    }
  });
});
