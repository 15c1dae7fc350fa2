import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { failuresOf } from './report.js';
import { runChaos } from './run-chaos.js';

interface Options {
  readonly seed: string;
  readonly rounds: string;
  readonly brokers: string;
  readonly rate: string;
  readonly only: string[];
  readonly outage?: string;
  readonly minutes: string;
  readonly folder?: string;
  readonly keep?: boolean;
  readonly json?: boolean;
}

const startedAt = performance.now();
const say = (line: string): void => {
  process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(7)} s  ${line}\n`);
};

async function chaos(options: Options): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (!stopping.signal.aborted) say('stopping');
      stopping.abort(new Error(`stopped by ${signal}`));
    });
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'naru-chaos-'));
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} is not empty: what lies there would be counted with what this run sends.`);
  let holds = false;
  try {
    const report = await runChaos({
      folder,
      seed: Number(options.seed),
      rounds: Number(options.rounds),
      brokers: options.brokers === '3' ? 3 : 1,
      rate: Number(options.rate),
      only: options.only,
      outage: options.outage === undefined ? undefined : { part: options.outage, minutes: Number(options.minutes) },
      signal: stopping.signal,
      say,
    });
    const failures = failuresOf(report);
    holds = failures.length === 0;
    process.stdout.write(`${JSON.stringify({ holds, failures, ...report }, null, options.json === true ? 0 : 2)}\n`);
    if (report.provedNothingOfZombies) say('No zombie was refused: this run proved nothing of zombies.');
    for (const failure of failures) say(`FAILED: ${failure}`);
    process.exitCode = holds ? 0 : 1;
  } finally {
    if (options.keep === true || (!holds && !stopping.signal.aborted)) say(`what is left lies in ${folder}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}

new Command('chaos')
  .description('Kills, pauses and cuts the parts of a city under load, then checks that nothing is lost or twice.')
  .option('--seed <n>', 'which faults in which order, and which city', '1')
  .option('--rounds <k>', 'how many faults, each at most 90 s', '8')
  .option('--brokers <n>', '1, or 3: then brokers are lost for good, too', '1')
  .option('--rate <n>', 'records a second', '300')
  .option('--only <words...>', 'only faults whose name and target hold these words', [])
  .option('--outage <part>', 'instead: one part (broker, registry, warehouse) is away for minutes')
  .option('--minutes <n>', 'how long that outage lasts', '10')
  .option('--folder <path>', 'where the city keeps its data; a new one by default')
  .option('--keep', 'keep the data and the logs')
  .option('--json', 'one line of JSON')
  .action(chaos)
  .parseAsync()
  .catch((error: unknown) => {
    say(`chaos: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  });
