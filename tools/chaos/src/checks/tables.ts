// Every table against its topic, by the columns that say where a row came from.
import { createClient } from '@clickhouse/client';
import { physicalNames, type TopicContract, topics } from '@naru/contracts';
import type { WarehouseAddress } from '@naru/stack';
import type { CommittedRecord } from './committed.js';

const names = physicalNames('');
const catalogue: readonly TopicContract[] = Object.values(topics);

/** Topics whose records all stay, and go into tables. The ledger grows while it is read. */
export const tabledTopics: readonly TopicContract[] = catalogue.filter(
  (topic) => topic.warehouse && topic !== topics.hubLedger,
);

export interface TableCheck {
  readonly topic: string;
  /** Committed on Kafka, as Java's consumer counts. */
  readonly committed: number;
  readonly rows: number;
  /** Committed, and in no row. */
  readonly missing: number;
  /** Rows of what was never committed. */
  readonly uncommitted: number;
  /** Rows that stand more than once for the same record. */
  readonly twice: number;
  readonly examples: readonly string[];
}

interface Row {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly count: string;
}

const mostExamples = 5;

/** Rows of every table by topic, partition and offset. */
async function rowsOf({ url, user, password }: WarehouseAddress, topic: TopicContract): Promise<readonly Row[]> {
  const client = createClient({ url, username: user, password });
  try {
    const table = `${names.database(topic.context)}.${names.table(topic)}`;
    const query = `SELECT topic, partition, offset, count() AS count FROM ${table} GROUP BY topic, partition, offset`;
    return await (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
  } finally {
    await client.close();
  }
}

/** @param begins Where each partition begins, by 'topic/partition': what retention has deleted before can't be compared. */
export async function checkTables(
  warehouse: WarehouseAddress,
  committed: readonly CommittedRecord[],
  begins: ReadonlyMap<string, number>,
): Promise<TableCheck[]> {
  const byTopic = Map.groupBy(committed, ({ topic }) => topic);
  const checks: TableCheck[] = [];
  for (const topic of tabledTopics) {
    const rows = (await rowsOf(warehouse, topic)).filter(
      (row) => Number(row.offset) >= (begins.get(`${row.topic}/${row.partition}`) ?? 0),
    );
    checks.push(compare(topic, byTopic.get(names.topic(topic)) ?? [], rows));
  }
  return checks;
}

/** Cleaning takes records of compacted topics away that the table rightly keeps. */
function compare(topic: TopicContract, committed: readonly CommittedRecord[], rows: readonly Row[]): TableCheck {
  const places = new Set(committed.map(({ partition, offset }) => `${partition}/${offset}`));
  const placeOf = ({ partition, offset }: Row): string => `${partition}/${offset}`;
  const loaded = new Set(rows.map(placeOf));
  const missing = [...places].filter((place) => !loaded.has(place));
  const uncommitted = topic.cleanup === 'compact' ? [] : rows.map(placeOf).filter((place) => !places.has(place));
  const twice = rows.filter(({ count }) => Number(count) > 1);
  const sample = (what: string, found: readonly string[]): string[] =>
    found.slice(0, mostExamples).map((place) => `${what} ${place}`);
  return {
    topic: topic.name,
    committed: committed.length,
    rows: rows.reduce((sum, { count }) => sum + Number(count), 0),
    missing: missing.length,
    uncommitted: uncommitted.length,
    twice: twice.reduce((sum, { count }) => sum + Number(count) - 1, 0),
    examples: [
      ...sample('missing', missing),
      ...sample('uncommitted', uncommitted),
      ...sample('twice', twice.map(placeOf)),
    ],
  };
}

export const isEven = ({ missing, uncommitted, twice }: TableCheck): boolean => missing + uncommitted + twice === 0;
