import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noFaults, readRates } from '@naru/simulator';
import { Command } from 'commander';
import { isBalanced, runDemo } from './run-demo.js';

interface Options {
  readonly seconds: string;
  readonly rate: string;
  readonly seed: string;
  readonly rates?: string;
  readonly faults: boolean;
  readonly json?: boolean;
}

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

async function demo(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'naru-demo-'));
  try {
    const report = await runDemo({
      folder,
      seconds: Number(options.seconds),
      rate: Number(options.rate),
      seed: Number(options.seed),
      rates: options.faults ? readRates(options.rates) : noFaults,
      patienceSeconds: 60,
      log: say,
    });
    process.stdout.write(`${JSON.stringify(report, null, options.json === true ? 0 : 2)}\n`);
    process.exitCode = isBalanced(report) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
}

new Command('demo')
  .description('Runs a city for a while, waits until its books close and says whether they balance.')
  .option('--seconds <s>', 'how long the city sends', '30')
  .option('--rate <n>', 'records a second', '500')
  .option('--seed <n>', 'which city', '1')
  .option('--rates <file>', 'rates of faults and disturbances')
  .option('--no-faults', 'nothing goes wrong')
  .option('--json', 'one line of JSON')
  .action(demo)
  .parseAsync()
  .catch((error: unknown) => {
    say(`demo: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = 1;
  });
