import type { WireCodec } from '@naru/avro';
import { type EnergyHistoricLoad, type EnergyHistoricPeak, type EnergyZoneRecompute, topics } from '@naru/contracts';
import { commandToWire } from './command.to-wire.js';
import type { HistoryTables } from './history-tables.js';
import type { Command, Meant, RecomputeRange, RecomputedFacts } from './recompute.js';

interface ZoneDayRows {
  readonly day: number;
  readonly quarters: readonly EnergyHistoricLoad[];
  readonly peak: EnergyHistoricPeak | null;
}

/** Days of a zone. */
export interface ZonePiece {
  readonly days: readonly ZoneDayRows[];
}

type Row<T> = T & { readonly zone: string; readonly day: number };

/** Days that are read, and handed over, at once. */
const sliceDays = 7;

/** A zone as it is keyed, of columns for its kind and its id. */
const keyOf = (kind: string, id: string): string => `concat(${kind}, '/', ${id})`;
const daysOf = (day: string): string => `${day} >= {first:Int32} AND ${day} <= {last:Int32}`;

/** The peaks of the zones of meters, on local days: they rest on what is told of the meters' intervals. */
export class EnergyPeaks implements RecomputedFacts<ZonePiece> {
  readonly stage = 'energy';
  readonly commands = topics.energyZoneRecomputes;
  readonly outcomes = topics.energyRecomputedZones;
  readonly restOn = [topics.energyReadings, topics.energyIntervals, topics.energyPeaks];
  readonly nothing: ZonePiece = { days: [] };
  readonly #intervals: string;
  readonly #peaks: string;
  /** Local day of an interval, in days since 1970. */
  readonly #dayOf = 'toInt32(toDate(started_at, {timeZone:String}))';

  constructor(
    private readonly tables: HistoryTables,
    private readonly codec: Pick<WireCodec<EnergyZoneRecompute>, 'encode'>,
    private readonly timeZone: string,
  ) {
    this.#intervals = tables.of(topics.energyIntervals);
    this.#peaks = tables.of(topics.energyPeaks);
  }

  /** Every zone in which a meter that is meant was told to be, in the range. */
  async subjectsOf(meant: Meant, range: RecomputeRange): Promise<readonly string[]> {
    const meters = await this.tables.assetsOf(topics.energyReadings, meant, range.from);
    const { first, last } = await this.#daysOf(range);
    const rows = await this.tables.rows<{ zone: string }>(
      `SELECT DISTINCT ${keyOf('kind', 'id')} AS zone
FROM ${this.#intervals} ARRAY JOIN mapKeys(zones) AS kind, mapValues(zones) AS id
WHERE asset_id IN {meters:Array(String)} AND ${daysOf(this.#dayOf)}
ORDER BY zone`,
      { meters, first, last, timeZone: this.timeZone },
    );
    return rows.map(({ zone }) => zone);
  }

  async *piecesOf(
    zones: readonly string[],
    range: RecomputeRange,
  ): AsyncGenerator<ReadonlyMap<string, readonly ZonePiece[]>> {
    const { first, last } = await this.#daysOf(range);
    for (let day = first; day <= last; day += sliceDays)
      yield await this.#slice(zones, day, Math.min(day + sliceDays - 1, last));
    // a zone of which nothing is known in the range is right as it is
    yield new Map(zones.map((zone) => [zone, [this.nothing]]));
  }

  encode(command: Command, piece?: ZonePiece & { readonly isLast: boolean }): Buffer {
    const [zoneKind = ''] = command.subject.split('/', 1);
    const zoneId = command.subject.slice(zoneKind.length + 1);
    return this.codec.encode({ ...commandToWire(command), zoneKind, zoneId, history: piece ?? null });
  }

  /** First and last day of the range that an interval is known of. */
  async #daysOf({ from, to }: RecomputeRange): Promise<{ first: number; last: number }> {
    const dayAt = (name: string): string =>
      `toInt32(toDate(fromUnixTimestamp64Milli({${name}:Int64}), {timeZone:String}))`;
    const [row] = await this.tables.rows<{ first: number; last: number; known: number }>(
      `SELECT min(${this.#dayOf}) AS first, max(${this.#dayOf}) AS last, count() AS known FROM ${this.#intervals}
WHERE ${this.#dayOf} >= ${dayAt('from')}${to === null ? '' : ` AND ${this.#dayOf} <= ${dayAt('to')}`}`,
      { from, ...(to !== null && { to }), timeZone: this.timeZone },
    );
    return row === undefined || row.known === 0 ? { first: 0, last: -1 } : row;
  }

  async #slice(zones: readonly string[], first: number, last: number): Promise<Map<string, ZonePiece[]>> {
    const asked = { zones, first, last, timeZone: this.timeZone };
    // a meter counts by its import register where it has one, as in energy
    const loads = this.tables.rows<Row<EnergyHistoricLoad>>(
      `SELECT ${keyOf('kind', 'id')} AS zone, ${this.#dayOf} AS day, toUnixTimestamp64Milli(started_at) AS startedAt,
  toInt64(sum(counted.1)) AS milliwattHours, toInt32(count()) AS meters
FROM (
  SELECT asset_id, started_at, argMax((floor(energy_kwh * 1e6 + 0.5), zones), property = 'active-energy-import') AS counted
  FROM (
    SELECT * FROM ${this.#intervals}
    WHERE property IN ('active-energy-import', 'active-power') AND ${daysOf(this.#dayOf)}
    ORDER BY revision DESC LIMIT 1 BY interval_id
  )
  WHERE NOT withdrawn GROUP BY asset_id, started_at
) ARRAY JOIN mapKeys(counted.2) AS kind, mapValues(counted.2) AS id
WHERE zone IN {zones:Array(String)}
GROUP BY zone, started_at ORDER BY started_at`,
      asked,
    );
    const peaks = this.tables.rows<Row<EnergyHistoricPeak>>(
      `SELECT ${keyOf('zone_kind', 'zone_id')} AS zone, toInt32(day) AS day, toUnixTimestamp64Milli(started_at) AS startedAt,
  peak_kw AS peakKw, meters, revision, withdrawn
FROM (
  SELECT * FROM ${this.#peaks} WHERE ${daysOf('toInt32(day)')} ORDER BY revision DESC LIMIT 1 BY zone_kind, zone_id, day
)
WHERE zone IN {zones:Array(String)}`,
      asked,
    );
    const [loadRows, peakRows] = await Promise.all([loads, peaks]);
    const keyed = ({ zone, day }: Row<object>): string => `${zone} ${day}`;
    const loadsBy = Map.groupBy(loadRows, keyed);
    const peakBy = new Map(peakRows.map((row) => [keyed(row), row]));
    return new Map(
      zones.map((zone) => {
        const days: ZoneDayRows[] = [];
        for (let day = first; day <= last; day++) {
          const quarters = loadsBy.get(keyed({ zone, day })) ?? [];
          const peak = peakBy.get(keyed({ zone, day })) ?? null;
          if (quarters.length > 0 || peak !== null) days.push({ day, quarters, peak });
        }
        return [zone, days.length === 0 ? [] : [{ days }]];
      }),
    );
  }
}
