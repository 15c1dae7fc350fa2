import { describe, expect, it } from '@jest/globals';
import type {
  EnergyInterval,
  EnergyPeak,
  EnergyReading,
  EnergyRecompute,
  EnergyRecomputedMeter,
  EnergyRecomputedZone,
  EnergyZoneLoad,
  EnergyZoneRecompute,
} from '@naru/contracts';
import { PipelineUnderTest } from '@naru/testing';
import { quarterMs } from '../src/domain/energy.js';
import { createPipeline } from '../src/pipeline.js';
import { topology } from '../src/topology.js';
import { notice, ofZone, wholeHistory } from './history.js';
import { placed } from './placed.js';

const dayMs = 96 * quarterMs;
const policy = { keepMs: dayMs, longestGapMs: 4 * quarterMs, timeZone: 'UTC' };
const seen = (record: string, quarter: number, value: number, more: Partial<EnergyReading> = {}): EnergyReading =>
  placed({ record, observedAt: quarter * quarterMs, assetId: 'm1', value, ...more });

/** A register that was read each hour for five days, but for one reading of the first day, which came at the end. */
const hourly = Array.from({ length: 120 }, (_, hour) => seen(`r${hour}`, 4 * hour, hour));
const late = seen('late', 42, 10.9);

function energyUnderTest() {
  const energy = new PipelineUnderTest(topology, createPipeline(policy, { open: () => undefined }));
  const told: EnergyInterval[] = [];
  const peaks: EnergyPeak[] = [];
  const loads: EnergyZoneLoad[] = [];
  const came = <T>(input: keyof typeof topology.reads, key: string, value: unknown, output: string) => {
    const emitted = energy.take(input, key, value);
    const of = <V>(name: string) => emitted.filter((each) => each.output === name).map((each) => each.value as V);
    told.push(...of<EnergyInterval>('intervals'));
    peaks.push(...of<EnergyPeak>('peaks'));
    loads.push(...of<EnergyZoneLoad>('zoneLoads'));
    return of<T>(output);
  };
  return {
    ...{ told, peaks, loads },
    see: (readings: readonly EnergyReading[]) =>
      readings.flatMap((each) => came<EnergyInterval>('readings', each.assetId ?? '', each, 'intervals')),
    recompute: (command: EnergyRecompute) =>
      came<EnergyRecomputedMeter>('recomputes', command.assetId, command, 'recomputedMeters'),
    recomputeZone: (command: EnergyZoneRecompute) =>
      came<EnergyRecomputedZone>('zoneRecomputes', 'district/jongno', command, 'recomputedZones'),
  };
}

const span = ({ startedAt, energyKwh, revision, cause }: EnergyInterval) => ({
  ...{ quarter: startedAt / quarterMs, energyKwh: Math.round(energyKwh * 1_000) / 1_000, revision, cause },
});

describe('recompute of a meter', () => {
  it('publishes the intervals that differ, and nothing when it is asked again', () => {
    const energy = energyUnderTest();
    energy.see(hourly);
    expect(energy.see([late])).toEqual([]);
    const before = energy.told.length;

    energy.recompute(notice('first', 'm1'));
    const [outcome] = energy.recompute(wholeHistory('first', 'm1', [...hourly, late], energy.told));
    expect(outcome).toMatchObject({ outcome: 'applied', restated: 4, withdrawn: 0, isLast: true, commandedBy: 'k1' });
    expect(energy.told.slice(before).map(span)).toEqual([
      { quarter: 40, energyKwh: 0.45, revision: 1, cause: 'recompute' },
      { quarter: 41, energyKwh: 0.45, revision: 1, cause: 'recompute' },
      { quarter: 42, energyKwh: 0.05, revision: 1, cause: 'recompute' },
      { quarter: 43, energyKwh: 0.05, revision: 1, cause: 'recompute' },
    ]);

    energy.recompute(notice('second', 'm1'));
    const again = energy.recompute(wholeHistory('second', 'm1', [...hourly, late], energy.told));
    expect(again).toMatchObject([{ outcome: 'applied', restated: 0, withdrawn: 0 }]);
  });

  it('publishes nothing where quarters were let go since it began, or another began', () => {
    const energy = energyUnderTest();
    energy.see([...hourly, late]);
    const history = (name: string) => wholeHistory(name, 'm1', [...hourly, late], energy.told);
    expect(energy.recompute(history('nobody told'))).toMatchObject([{ outcome: 'outdated', restated: 0 }]);

    energy.recompute(notice('first', 'm1'));
    energy.recompute(notice('second', 'm1'));
    expect(energy.recompute(history('first'))).toMatchObject([{ outcome: 'outdated' }]);

    energy.see([seen('next', 480, 120)]);
    expect(energy.recompute(history('second'))).toMatchObject([{ outcome: 'outdated' }]);
    expect(energy.told.every(({ cause }) => cause !== 'recompute')).toBe(true);
  });

  it('goes on with what came meanwhile, where nothing was let go', () => {
    const energy = energyUnderTest();
    energy.see([...hourly, late]);
    energy.recompute(notice('r', 'm1'));
    const history = wholeHistory('r', 'm1', [...hourly, late], energy.told);
    energy.see([seen('meanwhile', 474, 118.9)]);
    expect(energy.recompute(history)).toMatchObject([{ outcome: 'applied', restated: 4 }]);
    const revisions = new Map<number, number>();
    for (const { startedAt, revision } of energy.told) {
      expect(revision).toBe((revisions.get(startedAt) ?? -1) + 1);
      revisions.set(startedAt, revision);
    }
  });

  it('tells zones what a meter adds by its import register once that is known, and not by its power any more', () => {
    const energy = energyUnderTest();
    const power = Array.from({ length: 192 }, (_, quarter) =>
      seen(`p${quarter}`, quarter, 4, { property: 'active-power' }),
    );
    energy.see([...power, seen('newest', 191, 100)]);
    const registers = [seen('a', 40, 0), seen('b', 41, 3)];
    expect(energy.see(registers)).toEqual([]);
    const before = energy.loads.length;
    energy.recompute(notice('r', 'm1'));
    energy.recompute(wholeHistory('r', 'm1', [...power, ...registers, seen('newest', 191, 100)], energy.told));
    expect(energy.loads.slice(before)).toMatchObject([
      { startedAt: 40 * quarterMs, addedMilliwattHours: 2_000_000, addedMeters: 0 },
    ]);
    expect(energy.peaks.at(-1)).toMatchObject({ day: 0, peakKw: 12, startedAt: 40 * quarterMs });
  });

  it('publishes nothing of a meter that it does not know', () => {
    const energy = energyUnderTest();
    energy.recompute(notice('r', 'm1'));
    expect(energy.recompute(wholeHistory('r', 'm1', hourly, []))).toMatchObject([{ outcome: 'outdated' }]);
    expect(energy.told).toEqual([]);
  });
});

describe('recompute of a zone', () => {
  const quarters = [
    { startedAt: 40 * quarterMs, milliwattHours: 450_000, meters: 1 },
    { startedAt: 42 * quarterMs, milliwattHours: 50_000, meters: 1 },
  ];

  it('publishes the peak of a day that was let go where it differs, and nothing when it is asked again', () => {
    const energy = energyUnderTest();
    energy.see(hourly);
    const peak = energy.peaks.findLast(({ day }) => day === 0);
    energy.recomputeZone(ofZone('first', 'jongno'));
    expect(energy.recomputeZone(ofZone('first', 'jongno', { day: 0, quarters, peak }))).toMatchObject([
      { outcome: 'applied', restated: 1, withdrawn: 0, beginsOn: 0, endsOn: 0, isLast: true },
    ]);
    const restated = energy.peaks.at(-1);
    expect(restated).toMatchObject({ day: 0, peakKw: 1.8, startedAt: 40 * quarterMs, meters: 1 });
    expect(restated?.revision).toBe((peak?.revision ?? 0) + 1);

    energy.recomputeZone(ofZone('second', 'jongno'));
    const again = energy.recomputeZone(ofZone('second', 'jongno', { day: 0, quarters, peak: restated }));
    expect(again).toMatchObject([{ outcome: 'applied', restated: 0, withdrawn: 0 }]);

    energy.recomputeZone(ofZone('third', 'jongno'));
    const gone = energy.recomputeZone(ofZone('third', 'jongno', { day: 0, quarters: [], peak: restated }));
    expect(gone).toMatchObject([{ outcome: 'applied', restated: 0, withdrawn: 1 }]);
    expect(energy.peaks.at(-1)).toMatchObject({ day: 0, withdrawn: true });
  });

  it('leaves days alone that are kept: their meters tell them', () => {
    const energy = energyUnderTest();
    energy.see(hourly);
    energy.recomputeZone(ofZone('r', 'jongno'));
    const told = energy.recomputeZone(ofZone('r', 'jongno', { day: 3, quarters, peak: undefined }));
    expect(told).toMatchObject([{ outcome: 'applied', restated: 0, withdrawn: 0 }]);
  });

  it('publishes nothing where a day was let go since it began', () => {
    const energy = energyUnderTest();
    energy.see(hourly);
    energy.recomputeZone(ofZone('r', 'jongno'));
    energy.see([seen('midnight', 480, 120), seen('next day', 484, 121)]);
    const told = energy.recomputeZone(ofZone('r', 'jongno', { day: 0, quarters, peak: undefined }));
    expect(told).toMatchObject([{ outcome: 'outdated', restated: 0 }]);
  });

  it('hears nothing of a day that was let go from a meter that lags', () => {
    const energy = energyUnderTest();
    energy.see(hourly);
    const before = energy.peaks.length;
    const lagging = [seen('l1', 4, 0, { assetId: 'm2' }), seen('l2', 5, 90, { assetId: 'm2' })];
    expect(energy.see(lagging)).toHaveLength(1);
    expect(energy.peaks).toHaveLength(before);
  });
});

describe('a reading from the future', () => {
  it('silences neither its meter nor its zone', () => {
    const energy = energyUnderTest();
    energy.see(hourly);
    const [ahead, now] = [40 * dayMs, 480];
    energy.see([seen('wrong clock', 0, 1e6, { observedAt: ahead, receivedAt: now * quarterMs })]);
    expect(energy.see([seen('after it', now, 120)])).toHaveLength(4);
    expect(
      energy.see([seen('other', now, 1, { assetId: 'm2' }), seen('other then', now + 4, 9, { assetId: 'm2' })]),
    ).toHaveLength(4);
    expect(energy.peaks.at(-1)).toMatchObject({ day: 5, peakKw: 8 });
  });
});
