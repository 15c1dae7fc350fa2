import type { Books, Crossing, ExplainAnswer, LedgerAnswer, StageRow } from './answers.js';
import { toTable } from './table.js';

const stages = ['ingest', 'enrichment', 'parking', 'energy', 'security', 'analytics'];
const inOrderOfFlow = (stage: string): string => `${String(stages.indexOf(stage)).padStart(3)} ${stage}`;

const figures = [
  'taken',
  'returned',
  'delivered',
  'deduplicated',
  'deadLettered',
  'quarantined',
  'difference',
] as const;
const headings = figures.map((figure) => (figure === 'deadLettered' ? 'dead letters' : figure));
const ways = ['delivered', 'taken', 'inFlight', 'missing', 'takenTwice', 'lost'] as const;

function summed<N extends string>(items: readonly Readonly<Record<N, number>>[], names: readonly N[]): number[] {
  return names.map((name) => items.reduce((sum, item) => sum + item[name], 0));
}

/** Minutes summed, by what `keysOf` says, in order of the flow. */
function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly string[]) {
  const groups = Map.groupBy(items, (item) => keysOf(item).join('\0'));
  return [...groups.values()].map((of) => ({ keys: of.slice(0, 1).flatMap(keysOf), of }));
}

const sourceOf = (source: string): string => (source === '' ? '(made by the hub)' : source);

function stageTable(rows: readonly StageRow[]): string {
  const groups = grouped(rows, ({ stage, topic, source }) => [stage, topic, source]);
  groups.sort((a, b) => (orderOf(a.keys) < orderOf(b.keys) ? -1 : 1));
  return toTable(
    ['stage', 'topic', 'source', ...headings],
    groups.map(({ keys: [stage = '', topic = '', source = ''], of }) => [
      stage,
      topic,
      sourceOf(source),
      ...summed(of, figures),
    ]),
  );
}

const orderOf = ([stage = '', ...more]: readonly string[]): string => [inOrderOfFlow(stage), ...more].join(' ');

function wayTable(crossings: readonly Crossing[]): string {
  const groups = grouped(crossings, ({ from, to, topic }) => [from ?? '(any)', to, topic]);
  groups.sort((a, b) => (orderOf(a.keys) < orderOf(b.keys) ? -1 : 1));
  return toTable(
    ['from', 'to', 'over', 'delivered', 'taken', 'in flight', 'missing', 'taken twice', 'lost'],
    groups.map(({ keys, of }) => [...keys, ...summed(of, ways)]),
  );
}

/** What is wrong, with the minute and the offsets that `explain` and a reader of the topic need. */
function wrongs({ between, ranges, entries }: Books): string[] {
  const uneven = between.filter(({ missing, takenTwice, lost }) => missing + takenTwice + lost > 0);
  return [
    ...section('Records that differ, by minute', [
      ['minute', 'stage', 'topic', 'source', 'missing', 'taken twice', 'lost'],
      uneven.map((way) => [
        way.minute ?? '(before)',
        way.to,
        way.topic,
        sourceOf(way.source),
        way.missing,
        way.takenTwice,
        way.lost,
      ]),
    ]),
    ...section('Ranges that do not touch', [
      ['booked at', 'stage', 'topic', 'partition', 'kind', 'from', 'to'],
      ranges.map((range) => [
        range.bookedAt,
        range.stage,
        range.topic,
        String(range.partition),
        range.kind,
        String(range.from),
        String(range.to),
      ]),
    ]),
    ...section('Entries whose fates are not as many as their records', [
      ['booked at', 'stage', 'task', 'topic', 'records', 'fates'],
      entries.map((entry) => [
        entry.bookedAt,
        entry.stage,
        String(entry.task),
        entry.topic,
        entry.records,
        entry.fates,
      ]),
    ]),
  ];
}

function section(title: string, [headings, rows]: Parameters<typeof toTable>): string[] {
  return rows.length === 0 ? [] : [`${title}:\n${toTable(headings, rows)}`];
}

function verdict({ asOf, balanced, open, oldestOpen, between }: Books): string {
  const [inFlight = 0] = summed(between, ['inFlight']);
  const flight =
    open === 0
      ? 'Nothing is in flight.'
      : `${inFlight.toLocaleString('en')} records are in flight, in ${open === 1 ? '1 minute' : `${open} minutes`}${oldestOpen === null ? '' : ` since ${oldestOpen}`}.`;
  const runbook = 'docs/runbooks/books-dont-balance.md says what to do.';
  return `${balanced ? 'The books balance.' : `The books don't balance: ${runbook}`} ${flight} As of ${asOf}.`;
}

/** The books for a terminal: sums over the minutes asked for, and whatever is wrong by minute. */
export function toReport(books: LedgerAnswer): string {
  const total = grouped(books.rows, ({ stage }) => [stage]);
  total.sort((a, b) => (orderOf(a.keys) < orderOf(b.keys) ? -1 : 1));
  return [
    `Since ${books.since}`,
    stageTable(books.rows),
    ...section('All together', [
      ['stage', ...headings],
      total.map(({ keys, of }) => [...keys, ...summed(of, figures)]),
    ]),
    ...(books.between.length === 0 ? [] : [`Between stages:\n${wayTable(books.between)}`]),
    ...wrongs(books),
    verdict(books),
  ].join('\n\n');
}

/** One minute of a stage for a terminal. */
export function toExplanation(answer: ExplainAnswer): string {
  return [
    `${answer.stage}, minute ${answer.minute}`,
    stageTable(answer.rows),
    ...(answer.between.length === 0 ? [] : [`Between stages:\n${wayTable(answer.between)}`]),
    ...wrongs(answer),
    ...booked(answer),
    ...records(answer),
    verdict(answer),
  ].join('\n\n');
}

function booked({ booked: entries }: ExplainAnswer): string[] {
  if (entries === null) return ['The warehouse does not answer: entries and records can not be named now.'];
  return section('Entries that book records of this minute', [
    ['booked at', 'task', 'instance', 'topic', 'partition', 'from', 'to', 'records', 'of this minute'],
    entries.flatMap(({ bookedAt, task, instance, ranges, counts }) =>
      ranges.flatMap(({ topic, partition, from, to, records: inRange }) => {
        const fates = counts.filter((count) => count.topic === topic);
        const told = fates.map(({ count, fate, reason }) => `${count} ${[fate, reason].filter(Boolean).join(' ')}`);
        const offsets = [String(partition), String(from), String(to)];
        // the ranges in which this minute's records lie; the JSON has the others, too
        return fates.length === 0
          ? []
          : [[bookedAt, String(task), instance, topic, ...offsets, inRange, told.join(', ')]];
      }),
    ),
  ]);
}

function records({ records: differing }: ExplainAnswer): string[] {
  return section('Records that differ', [
    ['record', 'source', 'raw', 'placed', 'deduplicated', 'set aside', 'topic', 'partition', 'offset'],
    (differing ?? []).map((record) => [
      record.recordId,
      record.source,
      record.raw,
      record.placed,
      record.deduplicated,
      record.setAside,
      record.topic ?? '',
      String(record.partition ?? ''),
      String(record.offset ?? ''),
    ]),
  ]);
}
