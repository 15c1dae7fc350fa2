import { type Warehouse, identifier } from '@naru/clickhouse';
import { type PhysicalNames, type TopicContract, topics } from '@naru/contracts';
import { idOfText, textOfId } from '@naru/facts';
import type { BayRows, HistoricObservation, HistoricSession } from '../../domain/recompute/pieces.js';

/** Which bays are meant: one, or those seen in a zone since then. */
export type MeantBays = { readonly assetId: string } | { readonly zoneKind: string; readonly zoneId: string };

/** What became of recomputes, all their pieces together. */
export interface Outcomes {
  /** Of bays whose last piece was met. */
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
const totalOrder = 'observed_at, revision, source, toString(record_id)';

type Row<T> = T & { readonly assetId: string };

/** What the warehouse has of bays. Every method throws WarehouseErrors. */
export class WarehouseHistory {
  readonly #observations: string;
  readonly #sessions: string;
  readonly #recomputed: string;

  constructor(
    private readonly warehouse: Pick<Warehouse, 'rows'>,
    names: Pick<PhysicalNames, 'database' | 'table'>,
  ) {
    const tableOf = (topic: TopicContract): string =>
      `${identifier(names.database(topic.context))}.${identifier(names.table(topic))}`;
    this.#observations = tableOf(topics.parkingObservations);
    this.#sessions = tableOf(topics.parkingSessions);
    this.#recomputed = tableOf(topics.parkingRecomputedBays);
  }

  /** Bays that are meant and were seen since (ms since 1970), in order of their ids. */
  async baysOf(meant: MeantBays, since: number): Promise<readonly string[]> {
    const where = 'assetId' in meant ? 'asset_id = {assetId:String}' : 'zones[{zoneKind:String}] = {zoneId:String}';
    const rows = await this.#rows<{ assetId: string }>(
      `SELECT DISTINCT assumeNotNull(asset_id) AS assetId FROM ${this.#observations}
WHERE asset_id IS NOT NULL AND observed_at >= fromUnixTimestamp64Milli({since:Int64}) AND ${where}
ORDER BY assetId`,
      { ...meant, since },
    );
    return rows.map(({ assetId }) => assetId);
  }

  /** Bays from a time on (ms since 1970; 0 for the beginning). One without observations is left out. */
  async of(assetIds: readonly string[], since: number): Promise<ReadonlyMap<string, BayRows>> {
    const asked = { assetIds, since };
    // A record counts in its last revision, which may be of another bay or another time. Corrected ones are all given.
    const observations = this.#rows<Row<HistoricObservation>>(
      `SELECT assumeNotNull(asset_id) AS assetId, toString(record_id) AS recordId, revision, source,
  toUnixTimestamp64Milli(observed_at) AS observedAt, toString(state) AS state, zones
FROM (
  SELECT *, lagInFrame(toNullable(toString(state))) OVER (
    PARTITION BY asset_id ORDER BY ${totalOrder} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
  ) AS state_before
  FROM (
    SELECT asset_id, record_id, revision, source, observed_at, state, zones FROM ${this.#observations}
    WHERE asset_id IN {assetIds:Array(String)} AND observed_at >= fromUnixTimestamp64Milli({since:Int64})
    ORDER BY revision DESC LIMIT 1 BY record_id
  )
  WHERE (record_id, revision) NOT IN (
    SELECT record_id, toInt32(arrayJoin(range(toUInt32(max(revision))))) FROM ${this.#observations}
    WHERE revision > 0 GROUP BY record_id
  )
)
WHERE state_before IS NULL OR state_before != toString(state) OR revision > 0
ORDER BY assetId, ${totalOrder}`,
      asked,
    );
    const sessions = this.#rows<Row<HistoricSession>>(
      `SELECT assetId, toString(session_id) AS sessionId, toString(opening_record_id) AS openingRecordId,
  toUnixTimestamp64Milli(started_at) AS startedAt, toUnixTimestamp64Milli(ended_at) AS endedAt,
  revision, cause, withdrawn, zones
FROM (
  SELECT *, asset_id AS assetId FROM ${this.#sessions} WHERE asset_id IN {assetIds:Array(String)}
  ORDER BY revision DESC LIMIT 1 BY session_id
)
WHERE started_at >= fromUnixTimestamp64Milli({since:Int64})
  OR (NOT withdrawn AND ifNull(ended_at >= fromUnixTimestamp64Milli({since:Int64}), true))
  OR opening_record_id IN (
    SELECT record_id FROM ${this.#observations} WHERE asset_id IN {assetIds:Array(String)} AND revision > 0
  )`,
      asked,
    );
    const [seen, told] = await Promise.all([observations, sessions]);
    const seenBy = Map.groupBy(seen, ({ assetId }) => assetId);
    const toldBy = Map.groupBy(told, ({ assetId }) => assetId);
    return new Map(
      [...seenBy].map(([bay, its]) => [
        bay,
        {
          observations: its.map(observationOf),
          sessions: (toldBy.get(bay) ?? []).map(sessionOf),
          isFromBeginning: since === 0,
        },
      ]),
    );
  }

  /** What became of recomputes, by their ids, as far as it is known. */
  async outcomesOf(recomputeIds: readonly string[]): Promise<Outcomes> {
    const rows = await this.#rows<{ id: string; last: boolean; outdated: boolean; restated: number; gone: number }>(
      `SELECT toString(recompute_id) AS id, max(is_last) AS last, max(outcome = 'outdated') = 1 AS outdated,
  toInt32(sum(restated)) AS restated, toInt32(sum(withdrawn)) AS gone
FROM ${this.#recomputed} WHERE recompute_id IN {ids:Array(UUID)} GROUP BY recompute_id`,
      { ids: recomputeIds.map(textOfId) },
    );
    return {
      answered: new Set(rows.filter(({ last }) => last).map(({ id }) => hexOf(id))),
      outdated: new Set(rows.filter(({ outdated }) => outdated).map(({ id }) => hexOf(id))),
      restated: rows.reduce((sum, row) => sum + row.restated, 0),
      withdrawn: rows.reduce((sum, row) => sum + row.gone, 0),
    };
  }

  #rows<T>(sql: string, parameters: Readonly<Record<string, unknown>>): Promise<T[]> {
    return this.warehouse.rows<T>({ sql, parameters, settings });
  }
}

const observationOf = ({ recordId, revision, source, observedAt, state, zones }: HistoricObservation) => ({
  ...{ recordId: hexOf(recordId), revision, source, observedAt, state, zones },
});

const sessionOf = ({ sessionId, openingRecordId, startedAt, endedAt, ...told }: HistoricSession): HistoricSession => ({
  ...{ sessionId: hexOf(sessionId), openingRecordId: hexOf(openingRecordId), startedAt, endedAt },
  ...{ zones: told.zones, revision: told.revision, cause: told.cause, withdrawn: told.withdrawn },
});

const hexOf = (uuid: string): string => idOfText(uuid) ?? uuid;
