import { type Bench, pidOf, startBench } from '../bench-stack.js';
import { releaseCores } from '../processes/cores.js';
import { cpuSeconds } from '../processes/cpu-seconds.js';
import { type BenchReport, mediansOf, ratioOfCosts } from '../report.js';
import { interleaved } from '../rounds.js';
import type { Settings } from '../settings.js';
import type { Contender } from './contender.js';
import { startEcho } from './echo.js';
import { startNaru } from './naru.js';
import { type Latency, sendOpenLoop } from './open-loop.js';

const publishedSeconds = 60;
const longestWarmUpSeconds = 20;
/** A round takes six minutes: more than two are too many to wait for. */
const mostRounds = 2;
const rates = { usual: 1_000, high: 5_000 } as const;

interface LatencyRun extends Latency {
  readonly cpuSecondsPerMillion: number;
  readonly transactionsPerSecond: number;
  readonly at5000P50Ms: number;
  readonly at5000P99Ms: number;
  readonly at5000Seen: number;
}

/** From a client's send to the change on parking's event stream, beside a kafkajs echo through as many transactions. */
export async function benchLatency(settings: Settings): Promise<BenchReport> {
  const bench = await startBench(['broker', 'registry'], settings);
  try {
    // all processes share the machine, as in development
    await releaseCores([process.pid, pidOf(bench.stack, 'broker')]);
    const runs = await interleaved<'naru' | 'peer', LatencyRun>(
      {
        naru: async (round) => measure(bench, await startNaru(bench, round), settings),
        peer: async (round) => measure(bench, await startEcho(bench, round), settings),
      },
      { ...settings, rounds: Math.min(settings.rounds, mostRounds) },
    );
    const naru = mediansOf(runs.naru);
    const peer = mediansOf(runs.peer);
    return {
      name: 'latency',
      naru: withHighRate(naru),
      peer: withHighRate(peer),
      peerName: 'bare Fastify and two kafkajs 2.2.4 echoes, a transaction each',
      ratio: ratioOfCosts(naru.p99Ms, peer.p99Ms),
      cpuRatio: ratioOfCosts(naru.cpuSecondsPerMillion, peer.cpuSecondsPerMillion),
      transactionsPerSecond: naru.transactionsPerSecond,
    };
  } finally {
    await bench.stop();
  }
}

async function measure(bench: Bench, contender: Contender, settings: Settings): Promise<LatencyRun> {
  const { url, headers, sightings, parts, transactions } = contender;
  const seconds = settings.seconds ?? publishedSeconds;
  const cpu = async (): Promise<number> =>
    (await Promise.all(parts.map((part) => cpuSeconds(pidOf(bench.stack, part))))).reduce((a, b) => a + b, 0);
  const warmUpSeconds = Math.min(longestWarmUpSeconds, seconds / 3);
  const run = (recordsPerSecond: number, onMeasuring: () => void = () => undefined): Promise<Latency> =>
    sendOpenLoop({ url, headers, recordsPerSecond, warmUpSeconds, seconds, onMeasuring }, sightings);
  try {
    let before: Promise<readonly [number, number, number]> | undefined;
    const now = async () => [performance.now(), await cpu(), await transactions()] as const;
    const usual = await run(rates.usual, () => {
      before = now();
    });
    const [began, cpuBefore, transactionsBefore] = (await before) ?? (await now());
    const [ended, cpuAfter, transactionsAfter] = await now();
    const high = await run(rates.high);
    return {
      ...usual,
      cpuSecondsPerMillion: ((cpuAfter - cpuBefore) / (rates.usual * seconds)) * 1e6,
      transactionsPerSecond: (transactionsAfter - transactionsBefore) / ((ended - began) / 1_000),
      at5000P50Ms: high.p50Ms,
      at5000P99Ms: high.p99Ms,
      at5000Seen: high.seen,
    };
  } finally {
    await contender.stop();
  }
}

const withHighRate = ({ at5000P50Ms, at5000P99Ms, at5000Seen, ...usual }: LatencyRun) => ({
  ...usual,
  at5000: { p50Ms: at5000P50Ms, p99Ms: at5000P99Ms, seen: at5000Seen },
});
