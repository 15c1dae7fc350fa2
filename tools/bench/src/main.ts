import { Command, InvalidArgumentError } from 'commander';
import { benchEnrichment } from './enrichment/bench.js';
import { benchRestore } from './restore/bench.js';
import { benchScale } from './scale/bench.js';
import { benchSink } from './sink/bench.js';
import { benchIngest } from './ingest/bench.js';
import { benchReplay } from './replay/bench.js';
import { benchLatency } from './latency/bench.js';
import type { BenchReport } from './report.js';
import type { Settings } from './settings.js';

const benches: Readonly<Record<string, (settings: Settings) => Promise<BenchReport>>> = {
  enrichment: benchEnrichment,
  sink: benchSink,
  ingest: benchIngest,
  latency: benchLatency,
  replay: benchReplay,
  restore: benchRestore,
  scale: benchScale,
};

interface Options {
  readonly records?: number;
  readonly rounds: number;
  readonly seconds?: number;
  readonly beside: boolean;
  readonly profile?: string;
  readonly json?: boolean;
}

const startedAt = performance.now();
const say = (line: string): void => {
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`);
};

const whole = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 on');
  return value;
};

async function bench(name: string, { records, rounds, seconds, beside, profile, json }: Options): Promise<void> {
  const measure = benches[name];
  if (measure === undefined)
    throw new Error(`There is no benchmark ${name}. There are: ${Object.keys(benches).join(', ')}.`);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stop.abort(new Error('stopped before it was done'));
    });
  const report = await measure({
    rounds,
    beside,
    say,
    signal: stop.signal,
    ...(records !== undefined && { records }),
    ...(seconds !== undefined && { seconds }),
    ...(profile !== undefined && { profile }),
  });
  process.stdout.write(`${JSON.stringify(report, null, json === true ? 0 : 2)}\n`);
}

new Command('bench')
  .description('Measures Naru beside what others would do the same work with, in turn, and prints medians as JSON.')
  .argument('<name>', Object.keys(benches).join(', '))
  .option('--records <n>', 'records a run; each benchmark has its own by default', whole)
  .option('--rounds <n>', 'runs of each', whole, 3)
  .option('--seconds <n>', 'how long is measured, where time is what is set', whole)
  .option('--no-beside', 'leaves out what is only told beside')
  .option('--profile <folder>', "writes CPU profiles of Naru's processes there; figures are worse by it")
  .option('--json', 'one line of JSON')
  .action(bench)
  .parseAsync()
  .catch((error: unknown) => {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  });
