import { type Warehouse, identifier } from '@naru/clickhouse';
import type { PhysicalNames, TopicContract } from '@naru/contracts';
import { idOfText, textOfId } from '@naru/facts';
import type { Meant } from './recompute.js';

/** What became of recomputes, all their pieces together. */
export interface Outcomes {
  /** Of subjects whose last piece was met. */
  readonly answered: ReadonlySet<string>;
  /** Of those, recomputes whose history was outdated. */
  readonly outdated: ReadonlySet<string>;
  readonly restated: number;
  readonly withdrawn: number;
}

const settings = {
  readonly: '2',
  output_format_json_quote_64bit_integers: 0,
  max_execution_time: 60,
  max_result_rows: '2000000',
  result_overflow_mode: 'throw',
} as const;

/** The same order as everywhere in the hub: see `compareRecords` of @naru/facts. */
export const totalOrder = 'observed_at, revision, source, toString(record_id)';

/** The tables of records and facts, as histories are read from them. Every method throws WarehouseErrors. */
export class HistoryTables {
  constructor(
    private readonly warehouse: Pick<Warehouse, 'rows'>,
    private readonly names: Pick<PhysicalNames, 'database' | 'table'>,
  ) {}

  /** The physical name of a topic's table. */
  of(topic: TopicContract): string {
    return `${identifier(this.names.database(topic.context))}.${identifier(this.names.table(topic))}`;
  }

  rows<T>(sql: string, parameters: Readonly<Record<string, unknown>>): Promise<T[]> {
    return this.warehouse.rows<T>({ sql, parameters, settings });
  }

  /**
   * Columns of placed records, each record in its last revision, which may be of another asset or another time: a condition
   * therefore chooses among all revisions, and superseded ones that it met are left out.
   */
  latest(topic: TopicContract, columns: string, condition: string): string {
    const table = this.of(topic);
    return `SELECT ${columns} FROM (
  SELECT ${columns} FROM ${table} WHERE ${condition} ORDER BY revision DESC LIMIT 1 BY record_id
)
WHERE (record_id, revision) NOT IN (
  SELECT record_id, toInt32(arrayJoin(range(toUInt32(max(revision))))) FROM ${table} WHERE revision > 0 GROUP BY record_id
)`;
  }

  /** Assets that are meant and have records since (ms since 1970) that fulfil a condition, in order of their ids. */
  async assetsOf(topic: TopicContract, meant: Meant, since: number, condition = 'true'): Promise<readonly string[]> {
    const where = 'assetId' in meant ? 'asset_id = {assetId:String}' : 'zones[{zoneKind:String}] = {zoneId:String}';
    const rows = await this.rows<{ assetId: string }>(
      `SELECT DISTINCT assumeNotNull(asset_id) AS assetId FROM ${this.of(topic)}
WHERE asset_id IS NOT NULL AND observed_at >= fromUnixTimestamp64Milli({since:Int64}) AND ${where} AND ${condition}
ORDER BY assetId`,
      { ...meant, since },
    );
    return rows.map(({ assetId }) => assetId);
  }

  /** What became of recomputes, by their ids, as far as it is known. */
  async outcomesOf(topic: TopicContract, recomputeIds: readonly string[]): Promise<Outcomes> {
    const rows = await this.rows<{ id: string; last: boolean; outdated: boolean; restated: number; gone: number }>(
      `SELECT toString(recompute_id) AS id, max(is_last) AS last, max(outcome = 'outdated') = 1 AS outdated,
  toInt32(sum(restated)) AS restated, toInt32(sum(withdrawn)) AS gone
FROM ${this.of(topic)} WHERE recompute_id IN {ids:Array(UUID)} GROUP BY recompute_id`,
      { ids: recomputeIds.map(textOfId) },
    );
    return {
      answered: new Set(rows.filter(({ last }) => last).map(({ id }) => hexOf(id))),
      outdated: new Set(rows.filter(({ outdated }) => outdated).map(({ id }) => hexOf(id))),
      restated: rows.reduce((sum, row) => sum + row.restated, 0),
      withdrawn: rows.reduce((sum, row) => sum + row.gone, 0),
    };
  }
}

/** 32 hex digits of an id as the warehouse writes it. */
export const hexOf = (uuid: string): string => idOfText(uuid) ?? uuid;

/** That a time lies from one parameter on and before another (both ms since 1970). */
export const within = (column: string, from: string, to: string): string =>
  `${column} >= fromUnixTimestamp64Milli({${from}:Int64}) AND ${column} < fromUnixTimestamp64Milli({${to}:Int64})`;
