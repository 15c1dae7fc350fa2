import { type Bench, type BenchHub, startBench } from '../bench-stack.js';
import { fillMasterData, fillRaw } from '../city/fill.js';
import { buildTiles, tilesOfOneCity } from '../city/tiles.js';
import { type NaruRun, runNaru } from '../enrichment/naru.js';
import { type BenchReport, mediansOf, ratioOfCosts, ratioOfRates } from '../report.js';
import { interleaved } from '../rounds.js';
import type { Settings } from '../settings.js';

const publishedRecords = 4_000_000;
/** So that what is worked out once a device doesn't count as a cost of its records: each has been heard of by then. */
const warmUp = 0.25;
/** Times the assets, zones and devices of one city. */
const sizes = [1, 4, 16] as const;
type Size = (typeof sizes)[number];

/** enrichment's CPU time a record in cities of growing size, gone through in turn. */
export async function benchScale(settings: Settings): Promise<BenchReport> {
  const records = settings.records ?? publishedRecords;
  const bench = await startBench(['broker', 'registry'], settings);
  try {
    const hubs = new Map<Size, BenchHub>();
    for (const size of sizes) hubs.set(size, await cityOf(size, records, bench));
    let number = 0;
    const run = (size: Size) => async (): Promise<NaruRun> => {
      const hub = hubs.get(size);
      if (hub === undefined) throw new Error(`No city of size ${size}`);
      return runNaru(hub, records, ++number, warmUp);
    };
    return reportOf(await interleaved<Size, NaruRun>({ 1: run(1), 4: run(4), 16: run(16) }, settings), records);
  } finally {
    await bench.stop();
  }
}

/** A hub of its own on the stack, with the master data and records of a city of this size. */
async function cityOf(size: Size, records: number, bench: Bench): Promise<BenchHub> {
  const hub = await bench.hub(`times${size}`);
  const tiles = buildTiles(size * tilesOfOneCity);
  await fillMasterData(hub, tiles);
  await fillRaw(hub, tiles, records);
  return hub;
}

function reportOf(runs: Record<Size, NaruRun[]>, records: number): BenchReport {
  const medians = { 1: mediansOf(runs[1]), 4: mediansOf(runs[4]), 16: mediansOf(runs[16]) };
  return {
    name: 'scale',
    naru: { ...medians[16], records },
    peer: { ...medians[1], records },
    peerName: 'the same service in a city a sixteenth as large',
    ratio: ratioOfCosts(medians[16].cpuSecondsPerMillion, medians[1].cpuSecondsPerMillion),
    cpuRatio: ratioOfCosts(medians[16].cpuSecondsPerMillion, medians[1].cpuSecondsPerMillion),
    transactionsPerSecond: medians[16].transactionsPerSecond,
    beside: {
      warmUp,
      'four times as large': medians[4],
      ratioAt4: ratioOfCosts(medians[4].cpuSecondsPerMillion, medians[1].cpuSecondsPerMillion),
      rateRatio: ratioOfRates(medians[16].recordsPerSecond, medians[1].recordsPerSecond),
    },
  };
}
