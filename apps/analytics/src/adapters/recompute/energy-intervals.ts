import type { WireCodec } from '@naru/avro';
import { type EnergyMeterHistory, type EnergyRecompute, topics } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import {
  type HistoricInterval,
  type HistoricReading,
  type MeterPiece,
  meterPieces,
  quarterMs,
  quarterOf,
} from '../../domain/recompute/meter-pieces.js';
import { ZonesOnce, commandToWire } from './command.to-wire.js';
import { type HistoryTables, hexOf, totalOrder, within } from './history-tables.js';
import type { Command, Meant, RecomputeRange, RecomputedFacts } from './recompute.js';

type Row<T> = T & { readonly assetId: string };

/** Readings are read for so long a time at once (ms). No register is spread over a longer one. */
const sliceMs = 7 * 86_400_000;
/** A piece of so many rows, at some 60 to 100 bytes each, stays under what Kafka takes as one record. */
const mostRows = 4_000;

const isEnergy = "property IN ('active-energy-import', 'active-energy-export', 'active-power')";
const ofMeters = `asset_id IN {assetIds:Array(String)} AND ${isEnergy}`;
const readingColumns = 'asset_id, record_id, revision, source, device, observed_at, property, value, quality, zones';

/** The intervals of meters. Nothing is held for them: a meter knows whether it has let a quarter go since it was begun. */
export class EnergyIntervals implements RecomputedFacts<MeterPiece> {
  readonly stage = 'energy';
  readonly commands = topics.energyRecomputes;
  readonly outcomes = topics.energyRecomputedMeters;
  readonly restOn = [topics.energyReadings, topics.energyIntervals];
  readonly nothing: MeterPiece = { from: 0, until: 0, readings: [], intervals: [] };

  constructor(
    private readonly tables: HistoryTables,
    private readonly codec: Pick<WireCodec<EnergyRecompute>, 'encode'>,
  ) {}

  subjectsOf(meant: Meant, { from }: RecomputeRange): Promise<readonly string[]> {
    return this.tables.assetsOf(topics.energyReadings, meant, from, isEnergy);
  }

  async *piecesOf(
    assetIds: readonly string[],
    range: RecomputeRange,
  ): AsyncGenerator<ReadonlyMap<string, readonly MeterPiece[]>> {
    const { first, last } = await this.#bounds(assetIds, range);
    for (let from = first; from <= last; from += sliceMs) {
      const isLast = from + sliceMs > last;
      const end = Math.min(from + sliceMs, last + quarterMs);
      yield await this.#slice(assetIds, from, end, isLast && range.to === null);
    }
    // a meter of which nothing is known in the range is right as it is
    yield new Map(assetIds.map((assetId) => [assetId, [this.nothing]]));
  }

  encode(command: Command, piece?: MeterPiece & { readonly isLast: boolean }): Buffer {
    const history = piece === undefined ? null : historyToWire(piece);
    return this.codec.encode({ ...commandToWire(command), assetId: command.subject, history });
  }

  /** Starts of the first and the last quarter of the range that anything is known of. */
  async #bounds(assetIds: readonly string[], { from, to }: RecomputeRange): Promise<{ first: number; last: number }> {
    const end = to ?? Date.parse('2200-01-01T00:00:00Z');
    const bounds = (column: string, table: string): string =>
      `SELECT ${column} AS at FROM ${table} WHERE ${ofMeters} AND ${within(column, 'from', 'end')}`;
    const [row] = await this.tables.rows<{ first: number; last: number; known: number }>(
      `SELECT toUnixTimestamp64Milli(min(at)) AS first, toUnixTimestamp64Milli(max(at)) AS last, count() AS known FROM (
${bounds('observed_at', this.tables.of(topics.energyReadings))}
UNION ALL
${bounds('started_at', this.tables.of(topics.energyIntervals))}
)`,
      { assetIds, from: quarterOf(from), end },
    );
    if (row === undefined || row.known === 0) return { first: 0, last: -1 };
    return { first: quarterOf(row.first), last: quarterOf(row.last) };
  }

  async #slice(assetIds: readonly string[], from: number, end: number, isOpen: boolean) {
    const asked = { assetIds, from, end, before: from - sliceMs - quarterMs, after: end + sliceMs + quarterMs };
    const seen = this.tables.latest(
      topics.energyReadings,
      readingColumns,
      `${ofMeters} AND ${within('observed_at', 'before', 'after')}`,
    );
    const quarter = 'intDiv(toUnixTimestamp64Milli(observed_at), 900000)';
    const neighbours = (which: 'max' | 'min', condition: string): string =>
      `(asset_id, property, ${quarter}) IN (
  SELECT asset_id, property, ${which}(${quarter}) FROM seen WHERE ${condition} GROUP BY asset_id, property
)`;
    const readings = this.tables.rows<Row<HistoricReading>>(
      `WITH seen AS (${seen})
SELECT assumeNotNull(asset_id) AS assetId, toString(record_id) AS recordId, revision, source, device,
  toUnixTimestamp64Milli(observed_at) AS observedAt, property, value, quality, zones
FROM seen
WHERE (${within('observed_at', 'from', 'end')})
  OR ${neighbours('max', within('observed_at', 'before', 'from'))}
  OR ${neighbours('min', within('observed_at', 'end', 'after'))}
ORDER BY assetId, ${totalOrder}`,
      asked,
    );
    const intervals = this.tables.rows<Row<HistoricInterval>>(
      `SELECT assetId, property, toUnixTimestamp64Milli(started_at) AS startedAt, source, energy_kwh AS energyKwh, seconds,
  readings, quality, zones, revision, withdrawn
FROM (
  SELECT *, asset_id AS assetId FROM ${this.tables.of(topics.energyIntervals)}
  WHERE ${ofMeters} AND ${within('started_at', 'from', 'end')}
  ORDER BY revision DESC LIMIT 1 BY interval_id
)`,
      asked,
    );
    const [seenRows, toldRows] = await Promise.all([readings, intervals]);
    const seenBy = Map.groupBy(seenRows, ({ assetId }) => assetId);
    const toldBy = Map.groupBy(toldRows, ({ assetId }) => assetId);
    const until = isOpen ? null : end;
    return new Map(
      assetIds.map((assetId) => {
        const rows = { readings: seenBy.get(assetId) ?? [], intervals: toldBy.get(assetId) ?? [] };
        return [assetId, meterPieces(rows, { from, until, mostRows })];
      }),
    );
  }
}

function historyToWire({
  from,
  until,
  isLast,
  ...rows
}: MeterPiece & { readonly isLast: boolean }): EnergyMeterHistory {
  const zones = new ZonesOnce();
  return {
    ...{ from, until, isLast },
    readings: rows.readings.map((seen) => ({
      ...seen,
      recordId: bytesOfId(hexOf(seen.recordId)),
      zones: zones.placeOf(seen.zones),
    })),
    intervals: rows.intervals.map((told) => ({ ...told, zones: zones.placeOf(told.zones) })),
    zones: zones.all,
  };
}
