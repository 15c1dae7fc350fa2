import { topics } from '@naru/contracts';
import type { BayRows, HistoricObservation, HistoricSession } from '../../domain/recompute/pieces.js';
import { type HistoryTables, hexOf, totalOrder } from './history-tables.js';

type Row<T> = T & { readonly assetId: string };

const columns = 'asset_id, record_id, revision, source, observed_at, state, zones';

/** What the warehouse has of bays. Every method throws WarehouseErrors. */
export class BayHistory {
  readonly #observations: string;
  readonly #sessions: string;

  constructor(private readonly tables: HistoryTables) {
    this.#observations = tables.of(topics.parkingObservations);
    this.#sessions = tables.of(topics.parkingSessions);
  }

  /** Bays from a time on (ms since 1970; 0 for the beginning). One without observations is left out. */
  async of(assetIds: readonly string[], since: number): Promise<ReadonlyMap<string, BayRows>> {
    const asked = { assetIds, since };
    // Corrected ones are all given.
    const observations = this.tables.rows<Row<HistoricObservation>>(
      `SELECT assumeNotNull(asset_id) AS assetId, toString(record_id) AS recordId, revision, source,
  toUnixTimestamp64Milli(observed_at) AS observedAt, toString(state) AS state, zones
FROM (
  SELECT *, lagInFrame(toNullable(toString(state))) OVER (
    PARTITION BY asset_id ORDER BY ${totalOrder} ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
  ) AS state_before
  FROM (${this.tables.latest(
    topics.parkingObservations,
    columns,
    'asset_id IN {assetIds:Array(String)} AND observed_at >= fromUnixTimestamp64Milli({since:Int64})',
  )})
)
WHERE state_before IS NULL OR state_before != toString(state) OR revision > 0
ORDER BY assetId, ${totalOrder}`,
      asked,
    );
    const sessions = this.tables.rows<Row<HistoricSession>>(
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
}

const observationOf = ({ recordId, revision, source, observedAt, state, zones }: HistoricObservation) => ({
  ...{ recordId: hexOf(recordId), revision, source, observedAt, state, zones },
});

const sessionOf = ({ sessionId, openingRecordId, startedAt, endedAt, ...told }: HistoricSession): HistoricSession => ({
  ...{ sessionId: hexOf(sessionId), openingRecordId: hexOf(openingRecordId), startedAt, endedAt },
  ...{ zones: told.zones, revision: told.revision, cause: told.cause, withdrawn: told.withdrawn },
});
