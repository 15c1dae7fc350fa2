import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { ParkingBayState, ParkingOccupancy } from '@naru/contracts';
import { PipelineUnderTest } from '@naru/testing';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';
import { placed } from './placed.js';

// Every on-street bay of the City of Melbourne with its sensor's state, at 11:18 and at 16:38 of 8 September 2018.
const shared = process.env.NARU_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const folder = join(shared, 'data/parking/melbourne_baysensors_20180908');
const describeOnFiles = existsSync(folder) ? describe : describe.skip;

interface Row {
  readonly marker: string;
  readonly state: 'free' | 'occupied';
}

/** Columns of a file whose only quoted one is the location. */
const cellsOf = (file: string): string[][] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/"[^"]*"/g, '').split(','));
const observedIn = (file: string): Row[] =>
  cellsOf(file).map(([, marker = '', status]) => ({ marker, state: status === 'Present' ? 'occupied' : 'free' }));
const postcodesIn = (file: string): Map<string, string> =>
  new Map(cellsOf(file).map((cells) => [cells[3] ?? '', String(Math.trunc(Number(cells[12])))]));

describeOnFiles(`the real bays (skipped where there is no ${folder})`, () => {
  it('count as the later file does, by postcode, the unknown ones told apart', () => {
    const postcodes = postcodesIn('sensors_sat_11am_with_postcodes.csv');
    const [earlier, later] = [observedIn('sensors_T11-18.csv'), observedIn('sensors_T16-38.csv')];
    const parking = new PipelineUnderTest(
      topology,
      createPipeline({ keepSeconds: 900, keepAtLeast: 4, keepAtMost: 256 }, { open: () => undefined }),
    );
    const states = new Map<string, ParkingBayState>();
    const occupancy = new Map<string, ParkingOccupancy>();
    const take = (rows: readonly Row[], time: string): void => {
      rows.forEach(({ marker, state }, i) => {
        const postcode = postcodes.get(marker);
        const observation = placed({
          record: `${time} ${i}`,
          observedAt: Date.parse(`2018-09-08T${time}:00+10:00`),
          device: marker,
          state,
          assetId: postcode === undefined ? null : marker,
          zones: postcode === undefined ? {} : { postcode },
        });
        for (const { output, key, value } of parking.take('observations', marker, observation)) {
          if (output === 'bayStates') states.set(key, value as ParkingBayState);
          if (output === 'occupancy') occupancy.set(key, value as ParkingOccupancy);
        }
      });
    };
    take(earlier, '11:18');
    const before = new Map([...states].map(([marker, { state }]) => [marker, state]));
    take(later, '16:38');

    const changed = [...before].filter(([marker, state]) => states.get(marker)?.state !== state);
    expect(changed).toHaveLength(956);
    expect([...states.values()].filter(({ known }) => !known)).toHaveLength(4);
    const wanted = new Map<string, { free: number; occupied: number }>();
    for (const { marker, state } of later) {
      const postcode = postcodes.get(marker);
      if (postcode === undefined) continue;
      const count = wanted.get(postcode) ?? { free: 0, occupied: 0 };
      count[state]++;
      wanted.set(postcode, count);
    }
    const counted = [...occupancy.values()].map(({ zoneId, free, occupied }) => [zoneId, { free, occupied }] as const);
    expect(new Map(counted)).toEqual(wanted);
  });
});
