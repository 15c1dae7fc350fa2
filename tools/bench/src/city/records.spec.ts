import { describe, expect, it } from '@jest/globals';
import { avroType } from '@naru/avro';
import type { HubFront, Kind } from '@naru/contracts';
import { kindsSent, rawRecords } from './records.js';
import { assetsOf, buildTiles, placesOf, zonesOf } from './tiles.js';

const types = new Map(kindsSent.map((kind) => [kind, avroType(kind.raw.avro)]));
const typeOf = (kind: Kind) => {
  const type = types.get(kind);
  if (type === undefined) throw new Error(`${kind.domain}/${kind.kind} isn't sent`);
  return type;
};
const codecOf = (kind: Kind) => ({ encode: (value: HubFront) => typeOf(kind).toBuffer(value) });
const made = (tiles: number, count: number, duplicates = true) => [
  ...rawRecords(buildTiles(tiles), { count, codecOf, duplicates }),
];
const idOf = ({ value }: { readonly value: Buffer }): string => value.toString('hex', 0, 16);

describe('the records of benchmarks', () => {
  it('are the same each time', () => {
    expect(made(2, 500)).toEqual(made(2, 500));
  });

  it('are of several sources and kinds, as the schemas say', () => {
    const records = made(2, 2_000);
    expect(records).toHaveLength(2_000);
    expect(new Set(records.map(({ kind }) => kind)).size).toBe(kindsSent.length);
    expect(new Set(records.map(({ source }) => source)).size).toBe(2 * kindsSent.length);
    for (const { kind, key, source, receivedAt, value } of records)
      expect(typeOf(kind).fromBuffer(value)).toMatchObject({ device: key, source, receivedAt, lane: 'live' });
  });

  it('have a few duplicates where these are wanted, and none where not', () => {
    expect(new Set(made(2, 20_000).map(idOf)).size).toBeLessThan(20_000);
    expect(new Set(made(2, 20_000, false).map(idOf)).size).toBe(20_000);
  });

  it('come from devices that have a place, each in its own tile', () => {
    const tiles = buildTiles(3);
    const places = new Map(tiles.flatMap(placesOf));
    for (const { source, key } of made(3, 2_000)) expect(places.has(`${source}/${key}`)).toBe(true);
    const names = [
      ...tiles.flatMap(assetsOf).map(({ assetId }) => assetId),
      ...tiles.flatMap(zonesOf).map((z) => z.zoneId),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
