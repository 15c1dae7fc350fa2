import type { Command } from 'commander';
import { call } from '../call.js';
import { type ConnectionOptions, connectionTo } from '../connection.js';
import type { ExplainAnswer, LedgerAnswer } from './answers.js';
import { toExplanation, toReport } from './report.js';
import { instantOf } from './since.js';

interface LedgerOptions extends ConnectionOptions {
  readonly since: string;
  readonly source?: string;
  readonly stage?: string;
  readonly json?: boolean;
}

interface ExplainOptions extends ConnectionOptions {
  readonly stage: string;
  readonly minute: string;
  readonly json?: boolean;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** `naru ledger`: prints the books; the exit code is 1 where they don't balance. */
export function addLedgerCommands(naru: Command, withConnection: (command: Command) => Command): void {
  // explain has a --stage of its own: an option belongs to the command that it stands behind
  const ledger = withConnection(naru.enablePositionalOptions().command('ledger'))
    .enablePositionalOptions()
    .description("the books: what every stage took, and what became of it; exits with 1 where they don't balance")
    .option('--since <time>', 'a time, or how long ago: 15m, 1h, 1d', '1h')
    .option('--source <name>', 'records of this source')
    .option('--stage <name>', 'what this service took and passed on')
    .option('--json', 'print the answer as JSON, minute by minute')
    .action(async ({ since, source, stage, json, ...connection }: LedgerOptions) => {
      const asked = { since: instantOf(since, Date.now()), source, stage };
      const books = await ask<LedgerAnswer>('/v1/analytics/ledger', asked, connection);
      print(json === true ? JSON.stringify(books, null, 2) : toReport(books));
      if (!books.balanced) process.exitCode = 1;
    });
  withConnection(ledger.command('explain'))
    .description('one minute of a stage: ranges, counts, and the records in which they differ')
    .requiredOption('--stage <name>', 'the service')
    .requiredOption('--minute <time>', 'a time in that minute, such as 2026-11-22T09:03Z')
    .option('--json', 'print the answer as JSON')
    .action(async ({ stage, minute, json, ...connection }: ExplainOptions) => {
      const asked = { stage, minute: instantOf(minute, Date.now()) };
      const answer = await ask<ExplainAnswer>('/v1/analytics/ledger/explain', asked, connection);
      print(json === true ? JSON.stringify(answer, null, 2) : toExplanation(answer));
      if (!answer.balanced) process.exitCode = 1;
    });
}

function ask<T>(
  path: string,
  asked: Readonly<Record<string, string | undefined>>,
  connection: ConnectionOptions,
): Promise<T> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return call<T>(connectionTo('analytics', connection), 'GET', `${path}?${query.toString()}`);
}
