import type { Balance, JudgedCrossing, RangeProblem, StageRow, UnbalancedEntry } from '@naru/ledger';
import { z } from 'zod';

const instant = z.iso.datetime();
const count = z.number().int();

const stageRow = z.object({
  stage: z.string(),
  topic: z.string().describe('Topic that they were taken from; of ingest, the raw topic that they are meant for.'),
  source: z.string().describe('Empty where the hub made the records itself.'),
  minute: instant.describe('Start of the minute of `receivedAt`.'),
  taken: count,
  returned: count.describe('Came back after a fix.'),
  delivered: count,
  deduplicated: count,
  deadLettered: count,
  quarantined: count,
  difference: count.describe('taken + returned − delivered − deduplicated − deadLettered − quarantined.'),
});

const crossing = z.object({
  topic: z.string(),
  from: z.string().nullable().describe('The stage that writes; null: every stage may.'),
  to: z.string().describe('The stage that reads.'),
  source: z.string(),
  minute: instant.nullable().describe('null: all minutes before those that are told apart.'),
  delivered: count,
  taken: count,
  inFlight: count.describe('The reader has not come so far.'),
  missing: count.describe('The reader is beyond them and has not taken them.'),
  takenTwice: count,
  lost: count.describe('Deleted before they were read; somebody commanded to go on.'),
});

const range = z.object({
  stage: z.string(),
  topic: z.string(),
  partition: count,
  kind: z.enum(['missing', 'taken-twice', 'lost']),
  from: count.describe('First offset.'),
  to: count.describe('Offset after the last.'),
  bookedAt: instant.describe('When the entry was booked that shows it.'),
});

const unbalancedEntry = z.object({
  stage: z.string(),
  task: count,
  topic: z.string(),
  records: count.describe('Records in the ranges of the entry.'),
  fates: count.describe('Fates that it books of them.'),
  bookedAt: instant,
});

const wrongs = {
  asOf: instant.describe('Whatever was booked by then is in this answer.'),
  balanced: z
    .boolean()
    .describe('Whether nothing is missing, taken twice or without a fate. What is in flight unbalances nothing.'),
  open: count.describe('Minutes in which something is in flight.'),
  oldestOpen: instant.nullable(),
  rows: z.array(stageRow),
  between: z.array(crossing),
  ranges: z.array(range).describe('Offsets that were left out, taken twice, or lost by command.'),
  entries: z.array(unbalancedEntry).describe('Entries whose fates are not as many as their records.'),
};

export const ledgerAnswer = z.object({
  since: instant.describe('The first minute of the answer: as asked, or as far back as minutes are told apart.'),
  ...wrongs,
});

const bookedEntry = z.object({
  task: count,
  instance: z.string(),
  bookedAt: instant,
  ranges: z.array(z.object({ topic: z.string(), partition: count, from: count, to: count, records: count })),
  counts: z
    .array(z.object({ topic: z.string(), source: z.string(), fate: z.string(), reason: z.string(), count }))
    .describe('Of this minute alone.'),
});
export type BookedEntry = z.infer<typeof bookedEntry>;

const differingRecord = z.object({
  recordId: z.string(),
  source: z.string(),
  raw: count.describe('How often it stands in the raw table.'),
  placed: count,
  deduplicated: count,
  setAside: count.describe('Dead letters and quarantine of enrichment.'),
  topic: z.string().nullable().describe('Where it stands on Kafka, as the raw table has it; else as the placed one.'),
  partition: count.nullable(),
  offset: count.nullable(),
});
export type DifferingRecord = z.infer<typeof differingRecord>;

export const explainAnswer = z.object({
  stage: z.string(),
  minute: instant,
  ...wrongs,
  booked: z.array(bookedEntry).nullable().describe('Entries that book records of this minute; null: no warehouse.'),
  records: z
    .array(differingRecord)
    .nullable()
    .describe(
      'Records that stand in the raw table more or less often than in placed records, duplicates and dead letters together. [] where the difference is of records that the hub makes itself; null: no warehouse.',
    ),
});

const textOf = (at: number): string => new Date(at).toISOString();
const textOrNull = (at: number | null): string | null => (at === null ? null : textOf(at));

const toRow = (row: StageRow): z.infer<typeof stageRow> => ({
  stage: row.stage,
  topic: row.topic,
  source: row.source,
  minute: textOf(row.minute),
  taken: row.taken,
  returned: row.returned,
  delivered: row.delivered,
  deduplicated: row.deduplicated,
  deadLettered: row.deadLettered,
  quarantined: row.quarantined,
  difference: row.difference,
});
const toCrossing = ({ flow, minute, ...its }: JudgedCrossing): z.infer<typeof crossing> => ({
  topic: flow.topic,
  from: flow.from ?? null,
  to: flow.to,
  source: its.source,
  minute: textOrNull(minute),
  delivered: its.delivered,
  taken: its.taken,
  inFlight: its.inFlight,
  missing: its.missing,
  takenTwice: its.takenTwice,
  lost: its.lost,
});
const withBookedAt = <T extends RangeProblem | UnbalancedEntry>(problem: T) => ({
  ...problem,
  bookedAt: textOf(problem.bookedAt),
});

/** A balance as JSON has it. */
export const toWrongs = (balance: Balance, asOf: number) => ({
  asOf: textOf(asOf),
  balanced: balance.isBalanced,
  open: balance.openMinutes,
  oldestOpen: textOrNull(balance.oldestOpen),
  rows: balance.rows.map(toRow),
  between: balance.crossings.map(toCrossing),
  ranges: balance.ranges.map(withBookedAt),
  entries: balance.entries.map(withBookedAt),
});

export const toLedgerAnswer = (balance: Balance, asOf: number, since: number): z.infer<typeof ledgerAnswer> => ({
  since: textOf(since),
  ...toWrongs(balance, asOf),
});
