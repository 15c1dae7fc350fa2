// What the warehouse holds, asked as any analyst would: by SQL over HTTP, with nothing of the hub in between.
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { kinds, physicalNames, topics } from '@naru/contracts';

const names = physicalNames('');
const tableOf = (topic: { readonly name: string; readonly context: string }): string =>
  `${names.database(topic.context)}.${names.table(topic)}`;

const placedTables = kinds.map((kind) => tableOf(kind.placed));
const deadLetters = tableOf(topics.hubDeadLetters);
const quarantine = tableOf(topics.hubQuarantine);
const duplicates = tableOf(topics.hubDuplicates);

/** Where an id was found, how often, and what was said of it. */
export interface Found {
  readonly where: 'placed' | 'deduplicated' | 'dead-lettered' | 'quarantined';
  /** Record id; for a dead letter without one, the SHA-256 of its bytes. */
  readonly id: string;
  readonly count: number;
  readonly revisions: number;
  /** Reason of a record set aside; reason of an incomplete place. */
  readonly reason: string | null;
}

export interface Warehouse {
  /** How many copies lie in each place, all together. */
  countAll(): Promise<number>;
  findAll(): Promise<readonly Found[]>;
  /** (record id, revision) standing twice in a table of placed records. */
  countDuplicates(): Promise<number>;
  rowsByTable(): Promise<Readonly<Record<string, number>>>;
  countDetections(): Promise<number>;
  close(): Promise<void>;
}

const placed = (columns: string): string =>
  placedTables.map((table) => `SELECT ${columns} FROM ${table}`).join(' UNION ALL ');

const everywhere = `
  SELECT 'placed' AS place, toString(record_id) AS id, count() AS count, uniqExact(revision) AS revisions, any(place_reason) AS reason
    FROM (${placed('record_id, revision, place_reason')}) GROUP BY id
  UNION ALL
  SELECT 'deduplicated', toString(record_id) AS id, count(), 0, NULL FROM ${duplicates} GROUP BY id
  UNION ALL
  SELECT 'dead-lettered', lower(hex(sha256)) AS id, count(), 0, any(reason)::Nullable(String) FROM ${deadLetters} GROUP BY id
  UNION ALL
  SELECT 'quarantined', toString(assumeNotNull(record_id)) AS id, count(), 0, any(reason)::Nullable(String) FROM ${quarantine} GROUP BY id`;

export function openWarehouse(address: { url: string; username: string; password: string }): Warehouse {
  const client: ClickHouseClient = createClient(address);
  async function ask<T>(query: string): Promise<T[]> {
    const answer = await client.query({ query, format: 'JSONEachRow' });
    return answer.json<T>();
  }
  const askNumber = async (query: string): Promise<number> => Number((await ask<{ n: string }>(query))[0]?.n ?? 0);
  return {
    countAll: () =>
      askNumber(
        `SELECT sum(c) AS n FROM (${[...placedTables, deadLetters, quarantine, duplicates].map((table) => `SELECT count() AS c FROM ${table}`).join(' UNION ALL ')})`,
      ),
    async findAll() {
      const rows = await ask<{
        place: Found['where'];
        id: string;
        count: string;
        revisions: string;
        reason: string | null;
      }>(everywhere);
      return rows.map(({ place, id, count, revisions, reason }) => ({
        where: place,
        id,
        count: Number(count),
        revisions: Number(revisions),
        reason,
      }));
    },
    countDuplicates: () =>
      askNumber(
        `SELECT sum(d) AS n FROM (${placedTables.map((table) => `SELECT count() - uniqExact(record_id, revision) AS d FROM ${table}`).join(' UNION ALL ')})`,
      ),
    async rowsByTable() {
      const tables = Object.values(topics).filter((topic) => topic.warehouse);
      const rows = await ask<{ name: string; n: string }>(
        tables
          .map((topic) => `SELECT '${tableOf(topic)}' AS name, count() AS n FROM ${tableOf(topic)}`)
          .join(' UNION ALL '),
      );
      const counts = rows.map(({ name, n }): [string, number] => [name, Number(n)]);
      return Object.fromEntries(counts.sort(([a], [b]) => a.localeCompare(b)));
    },
    countDetections: () => askNumber(`SELECT uniqExact(detection_id) AS n FROM ${tableOf(topics.securityDetections)}`),
    close: () => client.close(),
  };
}
