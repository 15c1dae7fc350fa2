import { QueryLimitError, type Warehouse } from '@naru/clickhouse';
import type { NamedQuery } from '../domain/query/header.js';
import type { ParameterValue } from '../domain/query/parameters.js';

export interface QueryLimits {
  readonly milliseconds: number;
  readonly rows: number;
}

/** An answer in JSON, as ClickHouse gives it. */
export interface QueryRows {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
}

export const fileFormats = { csv: 'CSVWithNames', parquet: 'Parquet' } as const;
export type FileFormat = keyof typeof fileFormats;

const largestAnswerBytes = 64 * 1_048_576;

/** Asks the warehouse named queries: reading only, bounded in time, rows and bytes. */
export class QueryRunner {
  constructor(
    private readonly warehouse: Pick<Warehouse, 'bytes'>,
    private readonly limits: QueryLimits,
  ) {}

  async rows(query: NamedQuery, values: Readonly<Record<string, ParameterValue>>): Promise<QueryRows> {
    const bytes = await this.ask(query, values, 'JSONCompact');
    const answer = JSON.parse(bytes.toString('utf8')) as { meta: QueryRows['columns']; data: QueryRows['rows'] };
    return { columns: answer.meta, rows: answer.data };
  }

  file(query: NamedQuery, values: Readonly<Record<string, ParameterValue>>, format: FileFormat): Promise<Buffer> {
    return this.ask(query, values, fileFormats[format]);
  }

  private async ask(
    { sql }: NamedQuery,
    parameters: Readonly<Record<string, ParameterValue>>,
    format: string,
  ): Promise<Buffer> {
    const { milliseconds, rows } = this.limits;
    const settings = {
      readonly: '2',
      max_execution_time: Math.ceil(milliseconds / 1_000),
      max_result_rows: String(rows),
      max_result_bytes: String(largestAnswerBytes),
      result_overflow_mode: 'throw',
      date_time_output_format: 'iso',
      output_format_json_quote_64bit_integers: 0,
    } as const;
    const answer = await this.warehouse.bytes({ sql, parameters, settings }, format);
    if (answer.length > largestAnswerBytes) throw new QueryLimitError('The answer is too large', undefined);
    return answer;
  }
}
