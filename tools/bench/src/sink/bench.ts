import { kinds, topics } from '@naru/contracts';
import { pidOf, startBench } from '../bench-stack.js';
import { fillPlaced } from '../city/fill.js';
import { buildTiles, tilesOfOneCity } from '../city/tiles.js';
import { confine } from '../processes/cores.js';
import type { Throughput } from '../processes/measure.js';
import { type BenchReport, mediansOf, ratioOfCosts, ratioOfRates } from '../report.js';
import { interleaved } from '../rounds.js';
import type { Settings } from '../settings.js';
import { runKafkaEngine } from './kafka-engine.js';
import { runNaru } from './naru.js';

const publishedRecords = 4_000_000;

/** analytics' sink beside ClickHouse's own way to read Kafka, into tables of the same columns in the same engine. */
export async function benchSink(settings: Settings): Promise<BenchReport> {
  const records = settings.records ?? publishedRecords;
  const kind = kinds.find(({ placed }) => placed === topics.parkingObservations);
  if (kind === undefined) throw new Error('The catalogue has no placed observations');
  const bench = await startBench(['broker', 'registry', 'warehouse'], settings);
  try {
    await fillPlaced(bench, buildTiles(tilesOfOneCity), records, kind);
    await confine(pidOf(bench.stack, 'warehouse'), 'tested');
    const runs = await interleaved<'naru' | 'peer', Throughput & { readonly transactionsPerSecond?: number }>(
      {
        // first, since the peer's table is made like its own
        naru: (round) => runNaru(bench, { records, round }),
        peer: (round) => runKafkaEngine(bench, { records, round }),
      },
      settings,
    );
    const naru = mediansOf(runs.naru);
    const peer = mediansOf(runs.peer);
    return {
      name: 'sink',
      naru: { ...naru, records },
      peer: { ...peer, records },
      peerName: "ClickHouse's Kafka engine, two consumers, AvroConfluent, with _topic, _partition and _offset",
      ratio: ratioOfRates(naru.recordsPerSecond, peer.recordsPerSecond),
      cpuRatio: ratioOfCosts(naru.cpuSecondsPerMillion, peer.cpuSecondsPerMillion),
      transactionsPerSecond: naru.transactionsPerSecond ?? 0,
    };
  } finally {
    await bench.stop();
  }
}
