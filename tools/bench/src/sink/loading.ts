import type { ClickHouseClient } from '@clickhouse/client';

export interface Loading {
  readonly records: number;
  readonly round: number;
}

/** Throws where a table doesn't hold each record once. */
export async function checkRows(
  client: Pick<ClickHouseClient, 'query'>,
  table: string,
  records: number,
): Promise<void> {
  const query = `SELECT count() AS rows, uniqExact(record_id) AS ids FROM ${table}`;
  const answer = await (await client.query({ query, format: 'JSONEachRow' })).json<{ rows: string; ids: string }>();
  const { rows, ids } = answer[0] ?? { rows: '0', ids: '0' };
  if (Number(rows) !== records || Number(ids) !== records)
    throw new Error(`${table} holds ${rows} rows of ${ids} records, not ${records}`);
}
