import { setTimeout as delay } from 'node:timers/promises';
import { pidOf, startBench } from '../bench-stack.js';
import { type Latency, sendOpenLoop } from '../latency/open-loop.js';
import { startNaru } from '../latency/naru.js';
import { releaseCores } from '../processes/cores.js';
import { cpuSeconds } from '../processes/cpu-seconds.js';
import { type BenchReport, mediansOf, ratioOfCosts } from '../report.js';
import { interleaved } from '../rounds.js';
import type { Settings } from '../settings.js';
import { fillHistory, lookAtReplay } from './backlog.js';

const publishedSeconds = 30;
const longestWarmUpSeconds = 10;
const recordsPerSecond = 1_000;
/** More than is taken beside live records in that time, so that the replay doesn't end before. */
const publishedBacklog = 400_000;
const quietLooks = 10;
const drainedWithinMs = 300_000;

interface ReplayRun extends Latency {
  readonly replayedPerSecond: number;
  /** Of live and replayed records. */
  readonly cpuSecondsPerMillion: number;
  readonly transactionsPerSecond: number;
}

/** What live records take from the client to parking's event stream while a replay runs, beside the same hub without. */
export async function benchReplay(settings: Settings): Promise<BenchReport> {
  const { say, records = publishedBacklog, seconds = publishedSeconds } = settings;
  const bench = await startBench(['broker', 'registry'], settings);
  try {
    // all processes share the machine, as in development
    await releaseCores([process.pid, pidOf(bench.stack, 'broker')]);
    const hub = await startNaru(bench, 1);
    const { enrichment, parts, transactions } = hub;
    const run = async (): Promise<ReplayRun> => {
      const warmUpSeconds = Math.min(longestWarmUpSeconds, seconds / 3);
      const look = async () => ({
        at: performance.now(),
        replayed: (await lookAtReplay(enrichment)).taken,
        transactions: await transactions(),
        cpu: (await Promise.all(parts.map((part) => cpuSeconds(pidOf(bench.stack, part))))).reduce((a, b) => a + b),
      });
      let before: ReturnType<typeof look> | undefined;
      const onMeasuring = (): void => {
        before = look();
      };
      const { url, headers, sightings } = hub;
      const latency = await sendOpenLoop(
        { url, headers, recordsPerSecond, warmUpSeconds, seconds, onMeasuring },
        sightings,
      );
      const ended = await look();
      const began = (await before) ?? ended;
      const tookSeconds = (ended.at - began.at) / 1_000;
      const replayed = ended.replayed - began.replayed;
      return {
        ...latency,
        replayedPerSecond: replayed / tookSeconds,
        cpuSecondsPerMillion: ((ended.cpu - began.cpu) / (recordsPerSecond * seconds + replayed)) * 1e6,
        transactionsPerSecond: (ended.transactions - began.transactions) / tookSeconds,
      };
    };
    const drained = async (): Promise<void> => {
      const deadline = performance.now() + drainedWithinMs;
      // the backlog is told as of the last fetch: what was written since isn't in it
      for (let looks = 0; looks < quietLooks; looks++) {
        if ((await lookAtReplay(enrichment)).backlog > 0) looks = 0;
        if (performance.now() > deadline) throw new Error('The replay did not end');
        await delay(500);
      }
    };
    const runs = await interleaved<'alone' | 'beside', ReplayRun>(
      {
        alone: run,
        beside: async () => {
          await fillHistory(bench, records);
          const told = await run();
          if ((await lookAtReplay(enrichment)).backlog === 0) say('the replay ended before the run: give --records');
          await drained();
          return told;
        },
      },
      settings,
    );
    await hub.stop();
    const [naru, peer] = [mediansOf(runs.beside), mediansOf(runs.alone)];
    return {
      name: 'replay',
      naru: { ...naru },
      peer: { ...peer },
      peerName: 'the same hub without a replay',
      ratio: ratioOfCosts(naru.p99Ms, peer.p99Ms),
      cpuRatio: ratioOfCosts(naru.cpuSecondsPerMillion, peer.cpuSecondsPerMillion),
      transactionsPerSecond: naru.transactionsPerSecond,
    };
  } finally {
    await bench.stop();
  }
}
