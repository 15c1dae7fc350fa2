import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { listAll } from '../access/access.js';
import { call } from '../call.js';
import { type Connection, type ConnectionOptions, connectionTo } from '../connection.js';
import {
  type GroupItem,
  type JobAnswer,
  type RecordItem,
  type SampleAnswer,
  toGroups,
  toRecords,
  toTrials,
} from './report.js';

interface Asked extends ConnectionOptions {
  readonly quarantine?: boolean;
  readonly json?: boolean;
  readonly group?: string;
  readonly source?: string;
  readonly stage?: string;
  readonly kind?: string;
  readonly reason?: string;
}
interface Listed extends Asked {
  readonly records?: boolean;
  readonly state?: string;
}
interface Fixed extends Asked {
  readonly expression?: string;
  readonly content?: string;
}
interface Tried extends Fixed {
  readonly most: string;
}
interface Returned extends Fixed {
  readonly rate: string;
}

const print = (value: unknown): void =>
  void process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
const names = ['group', 'source', 'stage', 'kind', 'reason'] as const;

/** How often a job is asked how far it has come (ms). */
const askEveryMs = 500;

/** `naru dead-letters`: what was set aside, and the ways back. */
export function addDeadLetterCommands(naru: Command, withConnection: (command: Command) => Command): void {
  const letters = naru.command('dead-letters').description('records that were set aside, and the way back');
  const asking = (command: Command): Command =>
    withConnection(command)
      .option('--group <id>', 'records of this group')
      .option('--source <name>', 'records of this source')
      .option('--stage <name>', 'records that this service set aside')
      .option('--kind <domain/kind>', 'records of this kind')
      .option('--reason <code>', 'records set aside for this reason')
      .option('--json', 'print the answer as JSON');
  const fixing = (command: Command): Command =>
    asking(command)
      .option('--expression <jsonata>', 'what the record shall be, in JSONata over the record as JSON (show tells it)')
      .option('--content <file>', 'the bytes that the record shall have; of one record only');

  asking(letters.command('list'))
    .description('groups of records that wait, or with --records the records themselves')
    .option('--records', 'list the records')
    .option('--quarantine', 'what is in quarantine')
    .option('--state <state>', 'waiting, redriven or released; only with --records')
    .action((options: Listed) => list(options));
  withConnection(letters.command('show'))
    .description('one record, with its bytes; who opens it is booked')
    .argument('<id>')
    .option('--quarantine', 'one in quarantine')
    .action(async (id: string, options: Asked) => {
      print(await call(toIngest(options), 'GET', `${pathOf(options)}/${encodeURIComponent(id)}`));
    });
  fixing(letters.command('fix'))
    .description('tell what would become of one record, or of some of a group, as they are or fixed; changes nothing')
    .argument('[id]')
    .option('--quarantine', 'what is in quarantine')
    .option('--most <number>', 'records of a group to try', '10')
    .action((id: string | undefined, options: Tried) => tryFix(id, options));
  fixing(letters.command('redrive'))
    .description('take dead letters back, as they are or fixed: one, or all that wait and are meant')
    .argument('[id]')
    .option('--rate <records a second>', 'how fast at most', '50')
    .action((id: string | undefined, options: Returned) => bringBack('redrive', id, options));
  fixing(letters.command('release'))
    .description('let records in quarantine go on in spite of their time: one, or all that wait and are meant')
    .argument('[id]')
    .option('--rate <records a second>', 'how fast at most', '50')
    .action((id: string | undefined, options: Returned) => bringBack('release', id, { ...options, quarantine: true }));
}

const toIngest = (options: ConnectionOptions): Connection => connectionTo('ingest', options);
const pathOf = ({ quarantine }: Asked): string => (quarantine === true ? '/v1/quarantine' : '/v1/dead-letters');

async function list(options: Listed): Promise<void> {
  const query = new URLSearchParams(filterOf(options));
  if (options.records === true) {
    if (options.state !== undefined) query.set('state', options.state);
    const records = await listAll<RecordItem>(toIngest(options), `${pathOf(options)}?${query.toString()}`);
    print(options.json === true ? records : toRecords(records));
    return;
  }
  const groups = await listAll<GroupItem>(toIngest(options), `${pathOf(options)}/groups?${query.toString()}`);
  print(options.json === true ? groups : toGroups(groups));
}

async function tryFix(id: string | undefined, options: Tried): Promise<void> {
  const [ingest, fix] = [toIngest(options), fixOf(options)];
  if (id !== undefined) {
    print(await call(ingest, 'POST', `${pathOf(options)}/${encodeURIComponent(id)}/try`, { fix }));
    return;
  }
  const body = { filter: meant(options), fix, most: Number(options.most) };
  const sample = await call<SampleAnswer>(ingest, 'POST', `${pathOf(options)}/try`, body);
  print(options.json === true ? sample : toTrials(sample));
}

async function bringBack(verb: 'redrive' | 'release', id: string | undefined, options: Returned): Promise<void> {
  const [ingest, fix] = [toIngest(options), fixOf(options)];
  if (id !== undefined) {
    print(await call(ingest, 'POST', `${pathOf(options)}/${encodeURIComponent(id)}/${verb}`, { fix }));
    return;
  }
  if (options.content !== undefined) throw new Error('--content is for one record: name its id.');
  const jobs = `${pathOf(options)}/${verb}s`;
  const body = { filter: meant(options), fix, recordsPerSecond: Number(options.rate) };
  let job = await call<JobAnswer>(ingest, 'POST', jobs, body);
  while (job.state === 'running') {
    await delay(askEveryMs);
    job = await call<JobAnswer>(ingest, 'GET', `${jobs}/${job.id}`);
    process.stderr.write(
      `${job.found} found, ${job.accepted} taken back, ${job.lost} decided before, ${job.failed} failed\n`,
    );
  }
  print(job);
  if (job.state !== 'done' || job.failed > 0) process.exitCode = 1;
}

const filterOf = (options: Asked): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = options[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

function meant(options: Asked): Record<string, string> {
  const filter = filterOf(options);
  if (Object.keys(filter).length > 0) return filter;
  throw new Error(`Name one record by its id, or say which are meant: ${names.map((name) => `--${name}`).join(', ')}.`);
}

function fixOf({ expression, content }: Fixed) {
  if (expression !== undefined && content !== undefined) throw new Error('Give --expression or --content, not both.');
  if (expression !== undefined) return { expression };
  if (content === undefined) return undefined;
  return { content: readFileSync(content).toString('base64'), encoding: 'base64' };
}
