import type { Command } from 'commander';
import { call } from '../call.js';
import { type Connection, type ConnectionOptions, connectionTo } from '../connection.js';
import { instantOf } from '../ledger/since.js';
import type { CandidatesAnswer, RecordAnswer } from './answers.js';
import { toCandidates, toStory } from './report.js';

interface WhereOptions extends ConnectionOptions {
  readonly source?: string;
  readonly device?: string;
  readonly at?: string;
  readonly within?: string;
  readonly limit?: string;
  readonly cursor?: string;
  readonly json?: boolean;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** `naru where`: the story of one record; of a source and time, the records of which one may be meant. */
export function addWhereCommand(naru: Command, withConnection: (command: Command) => Command): void {
  withConnection(naru.command('where'))
    .description('where a record is: what ingest answered, where it stands, what each stage made of it')
    .argument('[id]', 'its id, or the SHA-256 of bytes that were refused')
    .option('--source <name>', 'instead of an id: the source that sent it (with --at)')
    .option('--device <name>', 'the device that saw it')
    .option('--at <time>', 'when it was seen: a time, or how long ago: 15m, 1h')
    .option('--within <seconds>', 'how much earlier or later it may have been seen; 60 by default')
    .option('--limit <count>', 'records a page; 100 by default')
    .option('--cursor <text>', 'the next page, as the page before says')
    .option('--json', 'print the answer as JSON')
    .action(
      async (
        id: string | undefined,
        { source, device, at, within, limit, cursor, json, ...connection }: WhereOptions,
      ) => {
        const analytics = connectionTo('analytics', connection);
        const show = <T>(answer: T, toText: (answer: T) => string): void => {
          print(json === true ? JSON.stringify(answer, null, 2) : toText(answer));
        };
        if (id !== undefined) {
          show(await storyOf(analytics, id), toStory);
          return;
        }
        if (at === undefined) throw new Error('Give an id, or --source and --at.');
        const asked = { source, device, at: instantOf(at, Date.now()), within, limit, cursor };
        show(await call<CandidatesAnswer>(analytics, 'GET', `/v1/records?${queryOf(asked)}`), toCandidates);
      },
    );
}

const storyOf = (analytics: Connection, id: string): Promise<RecordAnswer> =>
  call<RecordAnswer>(analytics, 'GET', `/v1/records/${encodeURIComponent(id)}`);

function queryOf(asked: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return query.toString();
}
