import { fileURLToPath } from 'node:url';
import { topics } from '@naru/contracts';
import { startBench } from '../bench-stack.js';
import { resultOf } from '../processes/one-shot.js';
import { type BenchReport, mediansOf, ratioOfCosts } from '../report.js';
import { interleaved } from '../rounds.js';
import type { Settings } from '../settings.js';
import { fillChangelog } from './changelog.js';
import { type Restored, type Restoring, restoreService } from './restoring.js';

const publishedKeys = 1_000_000;
const programs = {
  naru: fileURLToPath(new URL('store-program.js', import.meta.url)),
  peer: fileURLToPath(new URL('map-program.js', import.meta.url)),
};

/** A keyed store that comes back from its changelog, beside kafkajs that reads the same into a Map. */
export async function benchRestore(settings: Settings): Promise<BenchReport> {
  const keys = settings.records ?? publishedKeys;
  const bench = await startBench(['broker', 'registry'], settings);
  try {
    const { stack, names } = bench;
    await fillChangelog(bench, keys);
    await bench.rewind(names.group(restoreService), [names.topic(topics.parkingObservations)]);
    const restore = async (program: string, group: string): Promise<Restored> => {
      const told: Restoring = { brokers: stack.kafka, registryUrl: stack.registry, group };
      const restored = await resultOf<Restored>('tested', program, told);
      if (restored.keys !== keys) throw new Error(`${restored.keys} of ${keys} keys came back`);
      return restored;
    };
    const runs = await interleaved<'naru' | 'peer', Restored>(
      {
        naru: () => restore(programs.naru, restoreService),
        peer: (round) => restore(programs.peer, `kafkajs-${round}`),
      },
      settings,
    );
    const naru = mediansOf(runs.naru);
    const peer = mediansOf(runs.peer);
    return {
      name: 'restore',
      naru: { ...naru },
      peer: { ...peer },
      peerName: 'kafkajs 2.2.4 into a Map of decoded values',
      ratio: ratioOfCosts(naru.seconds, peer.seconds),
      cpuRatio: ratioOfCosts(naru.cpuSeconds, peer.cpuSeconds),
      transactionsPerSecond: 0,
    };
  } finally {
    await bench.stop();
  }
}
