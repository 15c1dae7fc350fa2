import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { Series, reading } from './series.js';

// NREL's inverter at Golden, Colorado: mean AC power of each quarter of an hour, stamped with its start.
const file = `${process.env.NARU_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url))}/data/energy/pv/serf_east_15min_ac_power.csv`;
const describeOnFile = existsSync(file) ? describe : describe.skip;

describeOnFile(`the real series (skipped where there is no ${file})`, () => {
  it('becomes quarters of an hour whose sum is the sum of the file, times a quarter', () => {
    const rows = readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => line.split(','));
    const readings = rows.map(([at = '', value = '']) =>
      reading({ observedAt: Date.parse(at.replace(' ', 'T')), value: Number(value), property: 'active-power' }),
    );
    const { energy, sumKwh } = new Series(readings);
    expect(energy).toHaveLength(10_000);
    expect(energy.filter(({ energyKwh }) => energyKwh < 0).length).toBeGreaterThan(1_000);
    expect(sumKwh).toBe(readings.reduce((sum, { value }) => sum + value, 0) * 0.25);
  });
});
