import { isDeepStrictEqual } from 'node:util';
import { startBench } from '../bench-stack.js';
import { fillMasterData, fillPlaces, fillRaw } from '../city/fill.js';
import { buildTiles, tilesOfOneCity } from '../city/tiles.js';
import type { Throughput } from '../processes/measure.js';
import { type BenchReport, mediansOf, ratioOfCosts, ratioOfRates } from '../report.js';
import { interleaved } from '../rounds.js';
import type { Settings } from '../settings.js';
import { type Counted, type Form, buildPeer, countPlaced, runKafkaStreams } from './kafka-streams.js';
import { runNaru } from './naru.js';

const publishedRecords = 4_000_000;
const exactlyOnce: Form = { guarantee: 'exactly_once_v2', form: 'generic', store: 'memory' };
const told: Readonly<Record<string, Form>> = {
  'exactly-once, bytes appended': { ...exactlyOnce, form: 'append' },
  'at-least-once': { ...exactlyOnce, guarantee: 'at_least_once' },
};

/** enrichment, as a city runs it, beside the same work by Kafka Streams. */
export async function benchEnrichment(settings: Settings): Promise<BenchReport> {
  const records = settings.records ?? publishedRecords;
  await buildPeer(settings.say);
  const bench = await startBench(['broker', 'registry'], settings);
  try {
    const tiles = buildTiles(tilesOfOneCity);
    await fillMasterData(bench, tiles);
    await fillPlaces(bench, tiles);
    await fillRaw(bench, tiles, records);
    const peerOf = (form: Form, application: string) => runKafkaStreams(bench, records, { application, form });
    const counts: Record<string, Counted>[] = [];
    const runs = await interleaved<'naru' | 'peer', Throughput & { readonly transactionsPerSecond?: number }>(
      {
        naru: async (round) => {
          const run = await runNaru(bench, records, round);
          if (round === 1) counts.push(await countPlaced(bench));
          return run;
        },
        peer: async (round) => {
          const run = await peerOf(exactlyOnce, `streams-${round}`);
          if (round === 1) counts.push(await countPlaced(bench));
          return run;
        },
      },
      settings,
    );
    const [ours, theirs] = counts;
    if (!isDeepStrictEqual(ours, theirs))
      throw new Error(`They did not do the same: ${JSON.stringify(ours)}, ${JSON.stringify(theirs)}`);
    const naru = mediansOf(runs.naru);
    const peer = mediansOf(runs.peer);
    return {
      name: 'enrichment',
      naru: { ...naru, records, placed: totalOf(ours) },
      peer: { ...peer, records, placed: totalOf(theirs), ...exactlyOnce },
      peerName: 'Kafka Streams 4.3.0, exactly_once_v2, generic records, stores in memory',
      ratio: ratioOfRates(naru.recordsPerSecond, peer.recordsPerSecond),
      cpuRatio: ratioOfCosts(naru.cpuSecondsPerMillion, peer.cpuSecondsPerMillion),
      transactionsPerSecond: naru.transactionsPerSecond ?? 0,
      ...(settings.beside && { beside: await runBeside(peerOf) }),
    };
  } finally {
    await bench.stop();
  }
}

async function runBeside(
  peerOf: (form: Form, application: string) => Promise<Throughput>,
): Promise<Readonly<Record<string, Throughput>>> {
  const runs: Record<string, Throughput> = {};
  for (const [index, [name, form]] of Object.entries(told).entries())
    runs[name] = await peerOf(form, `streams-told-${index}`);
  return runs;
}

const totalOf = (counted: Readonly<Record<string, Counted>> = {}): number =>
  Object.values(counted).reduce((sum, { records }) => sum + records, 0);
