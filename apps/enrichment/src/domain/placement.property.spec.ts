import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Asset, Point } from './asset.js';
import { MasterData } from './master-data.js';
import { placementOf, stillHolds } from './placement.js';
import type { Zone } from './zone.js';

const instant = fc.integer({ min: 0, max: 12 });
const coordinate = fc.integer({ min: 0, max: 6 });
const point: fc.Arbitrary<Point> = fc.record({ longitude: coordinate, latitude: coordinate });
const name = fc.constantFrom('d1', 'd2', 's1/d1', 's2/d1');
const period = fc.record({ validFrom: instant, validTo: fc.option(fc.integer({ min: 1, max: 14 })) });

const asset: fc.Arbitrary<Omit<Asset, 'recordedAt'>> = fc
  .record({ assetId: fc.constantFrom('a', 'b', 'c'), devices: fc.uniqueArray(name), point: fc.option(point), period })
  .map(({ period: valid, ...rest }) => ({
    ...rest,
    ...valid,
    kind: 'bay',
    name: '',
    zones: {},
    building: null,
    storey: null,
    attributes: {},
  }));

const zone: fc.Arbitrary<Omit<Zone, 'recordedAt'>> = fc
  .record({ zoneId: fc.constantFrom('1', '2'), kind: fc.constantFrom('district', 'grid'), corner: point, period })
  .map(({ period: valid, corner: { longitude: x, latitude: y }, ...rest }) => ({
    ...rest,
    ...valid,
    names: {},
    parent: null,
    attributes: {},
    area: [
      [
        [
          [x, y],
          [x + 3, y],
          [x + 3, y + 3],
          [x, y + 3],
          [x, y],
        ],
      ],
    ],
  }));

type Version = { asset: Asset } | { zone: Zone };
/** Versions in the order in which the hub learned them. */
const versions: fc.Arbitrary<Version[]> = fc
  .array(
    fc.oneof(
      asset.map((value) => ({ asset: value })),
      zone.map((value) => ({ zone: value })),
    ),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map((version, i) =>
      'asset' in version
        ? { asset: { ...version.asset, recordedAt: 100 + i } }
        : { zone: { ...version.zone, recordedAt: 100 + i } },
    ),
  );

function learn(all: readonly Version[]): MasterData {
  const masterData = new MasterData();
  for (const version of all)
    if ('asset' in version) masterData.putAsset(version.asset);
    else masterData.putZone(version.zone);
  return masterData;
}

const device = fc.record({ source: fc.constantFrom('s1', 's2'), device: fc.constantFrom('d1', 'd2', 'd3') });

describe('placementOf', () => {
  it('does not depend on the order in which versions arrive', () => {
    fc.assert(
      fc.property(
        versions.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        device,
        fc.option(point),
        instant,
        ([all, shuffled], who, own, at) => {
          expect(placementOf(learn(shuffled), who, own, at).place).toEqual(placementOf(learn(all), who, own, at).place);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('holds for as long as it says', () => {
    fc.assert(
      fc.property(
        versions,
        device,
        fc.option(point),
        instant,
        fc.option(point),
        instant,
        (all, who, own, at, laterOwn, later) => {
          const masterData = learn(all);
          const placement = placementOf(masterData, who, own, at);
          const holds = stillHolds(
            placement,
            masterData,
            { hasPoint: laterOwn !== null, ...(laterOwn ?? { longitude: 0, latitude: 0 }) },
            later,
          );
          if (holds) expect(placementOf(masterData, who, laterOwn, later).place).toEqual(placement.place);
          else fc.pre(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('holds for the record that it was made for, until the master data changes', () => {
    fc.assert(
      fc.property(versions, device, fc.option(point), instant, (all, who, own, at) => {
        const masterData = learn(all);
        const placement = placementOf(masterData, who, own, at);
        const ownPoint = { hasPoint: own !== null, ...(own ?? { longitude: 0, latitude: 0 }) };
        expect(stillHolds(placement, masterData, ownPoint, at)).toBe(true);
        masterData.removeAsset('none', 0);
        expect(stillHolds(placement, masterData, ownPoint, at)).toBe(false);
      }),
    );
  });

  it('is as if a version that was deleted had never come', () => {
    fc.assert(
      fc.property(versions, fc.nat(), device, fc.option(point), instant, (all, pick, who, own, at) => {
        const chosen = all[pick % Math.max(all.length, 1)];
        if (chosen === undefined) return;
        const keyOf = (version: Version): string =>
          'asset' in version
            ? `asset ${version.asset.assetId} ${version.asset.validFrom}`
            : `zone ${version.zone.kind} ${version.zone.zoneId} ${version.zone.validFrom}`;
        const masterData = learn(all);
        if ('asset' in chosen) masterData.removeAsset(chosen.asset.assetId, chosen.asset.validFrom);
        else masterData.removeZone(chosen.zone.kind, chosen.zone.zoneId, chosen.zone.validFrom);
        const without = learn(all.filter((version) => keyOf(version) !== keyOf(chosen)));
        expect(placementOf(masterData, who, own, at).place).toEqual(placementOf(without, who, own, at).place);
      }),
    );
  });
});
