import { buildCity, registerSources } from '@naru/simulator';
import { type Part, freePort, instanceOf, servicePart } from '@naru/stack';
import { type Bench, pidOf, startBench } from '../bench-stack.js';
import { cpuSeconds } from '../processes/cpu-seconds.js';
import { countTransactions } from '../processes/transactions.js';
import { type BenchReport, mediansOf, ratioOfCosts, ratioOfRates } from '../report.js';
import { interleaved } from '../rounds.js';
import type { Settings } from '../settings.js';
import { bareServer } from './bare.js';
import { type Answered, sendClosedLoop } from './closed-loop.js';

const publishedSeconds = 20;
const longestWarmUpSeconds = 5;
/** ingest's own: how long the first request of a group waits for others. */
const lingerMs = 25;
const path = '/v1/parking/observations';

/** Figures of requests of a hundred records, and of one. */
interface IngestRun extends Answered {
  readonly singlesPerSecond: number;
  readonly singleCpuSecondsPerMillion: number;
  readonly transactionsPerSecond: number;
}

/** ingest beside a bare server that makes the same records with the same guarantees; and, told, with none. */
export async function benchIngest(settings: Settings): Promise<BenchReport> {
  const bench = await startBench(['broker', 'registry'], settings);
  try {
    const runBare = async (guarantee: 'transactions' | 'none', name: string): Promise<IngestRun> => {
      const { part, address } = await bareServer(bench, name, { guarantee, lingerMs });
      return run(bench, { part, address, settings, headersOf: () => Promise.resolve({}) });
    };
    const runs = await interleaved<'naru' | 'peer', IngestRun>(
      {
        naru: async (round) => {
          const instance = instanceOf('ingest', round, await freePort());
          const part = servicePart(bench.stack, instance);
          const headersOf = () => keyOf(bench, instance.address);
          return run(bench, { part, address: instance.address, settings, headersOf, countTransactions });
        },
        peer: (round) => runBare('transactions', `bare-${round}`),
      },
      settings,
    );
    const naru = mediansOf(runs.naru);
    const peer = mediansOf(runs.peer);
    return {
      name: 'ingest',
      naru: { ...naru },
      peer: { ...peer },
      peerName: 'bare Fastify with ajv, group commits in transactions by kafkajs 2.2.4',
      ratio: ratioOfRates(naru.recordsPerSecond, peer.recordsPerSecond),
      cpuRatio: ratioOfCosts(naru.cpuSecondsPerMillion, peer.cpuSecondsPerMillion),
      transactionsPerSecond: naru.transactionsPerSecond,
      beside: {
        singleRatio: ratioOfRates(naru.singlesPerSecond, peer.singlesPerSecond),
        singleCpuRatio: ratioOfCosts(naru.singleCpuSecondsPerMillion, peer.singleCpuSecondsPerMillion),
        ...(settings.beside && { 'without guarantees': await runBare('none', 'bare-none') }),
      },
    };
  } finally {
    await bench.stop();
  }
}

interface Contender {
  readonly part: Part;
  readonly address: string;
  readonly settings: Settings;
  readonly headersOf: () => Promise<Readonly<Record<string, string>>>;
  readonly countTransactions?: (address: string) => Promise<number>;
}

async function run(bench: Bench, contender: Contender): Promise<IngestRun> {
  const { part, address, settings, headersOf, countTransactions: count = () => Promise.resolve(0) } = contender;
  const server = await bench.start('tested', part);
  try {
    const seconds = settings.seconds ?? publishedSeconds;
    const loop = {
      url: address + path,
      headers: await headersOf(),
      warmUpSeconds: Math.min(longestWarmUpSeconds, seconds / 3),
      seconds,
      cpuSeconds: () => cpuSeconds(pidOf(bench.stack, part.name)),
    };
    const [began, before] = [performance.now(), await count(address)];
    const batches = await sendClosedLoop({ ...loop, connections: 16, recordsPerRequest: 100 });
    const transactions = ((await count(address)) - before) / ((performance.now() - began) / 1_000);
    const singles = await sendClosedLoop({ ...loop, connections: 128, recordsPerRequest: 1 });
    return {
      ...batches,
      singlesPerSecond: singles.recordsPerSecond,
      singleCpuSecondsPerMillion: singles.cpuSecondsPerMillion,
      transactionsPerSecond: transactions,
    };
  } finally {
    await server.stop();
  }
}

async function keyOf({ stack }: Bench, ingestUrl: string): Promise<Readonly<Record<string, string>>> {
  const hub = { ingestUrl, enrichmentUrl: '', adminKey: stack.secrets.adminKey };
  const { keys } = await registerSources(hub, buildCity(1));
  return { authorization: `Bearer ${keys.bays}` };
}
