import { type Warehouse, WarehouseError } from '@naru/clickhouse';

/** A question about one record is not asked for longer (ms). */
export const longestMs = 2_000;

export const readSettings = {
  readonly: '2',
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 0,
  // ids are asked for once; what is remembered of a condition would only push others out
  use_query_condition_cache: 0,
} as const;

/** The rows that concern one record. Throws WarehouseErrors, also where that takes too long. */
export async function rowsOfOne<T>(
  warehouse: Pick<Warehouse, 'rows'>,
  sql: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<T[]> {
  return await warehouse.rows<T>({
    sql,
    parameters,
    settings: { ...readSettings, max_execution_time: longestMs / 1_000 },
    signal: AbortSignal.timeout(longestMs),
  });
}

/** undefined where the warehouse does not answer. */
export async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof WarehouseError) return undefined;
    throw error;
  }
}
