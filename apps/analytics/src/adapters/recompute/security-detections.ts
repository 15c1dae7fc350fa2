import type { WireCodec } from '@naru/avro';
import {
  type SecurityAssetHistory,
  type SecurityHistoricDetection,
  type SecurityRecompute,
  topics,
} from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import {
  type AssetPiece,
  type AssetRange,
  type HistoricDetection,
  type HistoricEvent,
  type Point,
  assetPieces,
  longestMs,
  quietFrom,
} from '../../domain/recompute/asset-pieces.js';
import { ZonesOnce, commandToWire } from './command.to-wire.js';
import { type HistoryTables, hexOf, totalOrder, within } from './history-tables.js';
import type { Command, Meant, RecomputeRange, RecomputedFacts } from './recompute.js';

/** As the warehouse gives them: points in two columns. */
type Row<T> = Omit<T, 'point'> & {
  readonly assetId: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
};
type EventRow = Row<Omit<HistoricEvent, 'isLive'>> & { readonly lane: string };
type DetectionRow = Row<HistoricDetection>;

const dayMs = 86_400_000;
/** A piece of so many events, at some 100 to 200 bytes each and with those behind it, stays under what Kafka takes as one record. */
const mostEvents = 2_000;

/** What the rules of security look at. */
export const ruledActivities = ['logon-failed', 'door-forced', 'tamper', 'motion'] as const;

const isRuled = `activity IN (${ruledActivities.map((activity) => `'${activity}'`).join(', ')})`;
const ofAssets = 'asset_id IN {assetIds:Array(String)}';
const eventColumns =
  'asset_id, record_id, revision, source, observed_at, activity, actor, lane, place_point_longitude, place_point_latitude, zones';

/** The detections of assets. While an asset is computed, nothing of it settles: it is held. */
export class SecurityDetections implements RecomputedFacts<AssetPiece> {
  readonly stage = 'security';
  readonly commands = topics.securityRecomputes;
  readonly outcomes = topics.securityRecomputedAssets;
  readonly restOn = [topics.securityEvents, topics.securityDetections];
  readonly nothing: AssetPiece = { from: 0, until: 0, events: [], detections: [], earlier: [] };
  readonly #events: string;
  readonly #detections: string;

  constructor(
    private readonly tables: HistoryTables,
    private readonly codec: Pick<WireCodec<SecurityRecompute>, 'encode'>,
  ) {
    this.#events = tables.of(topics.securityEvents);
    this.#detections = tables.of(topics.securityDetections);
  }

  subjectsOf(meant: Meant, { from }: RecomputeRange): Promise<readonly string[]> {
    return this.tables.assetsOf(topics.securityEvents, meant, from, isRuled);
  }

  /** A detection that an event of the range may complete begins a little before it: from there on all are computed. */
  async *piecesOf(
    assetIds: readonly string[],
    range: RecomputeRange,
  ): AsyncGenerator<ReadonlyMap<string, readonly AssetPiece[]>> {
    const from = range.from - longestMs;
    const ends = await this.#endsOf(assetIds, range.to);
    const endOf = (assetId: string): number => ends.get(assetId) ?? range.to ?? Infinity;
    const days = await this.#daysOf(assetIds, from, Math.max(...assetIds.map(endOf)));
    const moved = await this.#movedOf(assetIds);
    for (const [i, day] of days.entries()) {
      const begin = Math.max(from, day * dayMs);
      const end = (day + 1) * dayMs;
      const isOpen = i === days.length - 1 && range.to === null;
      const rows = await this.#slice(assetIds, begin, end);
      yield new Map(
        assetIds.map((assetId) => {
          const whole = { from, until: endOf(assetId) };
          const until = isOpen ? null : Math.min(end, whole.until);
          const its: AssetRange = { whole, from: begin, until, mostEvents };
          const isBehind = begin >= whole.until;
          return [assetId, isBehind ? [] : assetPieces({ ...rows.of(assetId), moved }, its)];
        }),
      );
    }
    // an asset of which nothing is known in the range is right as it is
    yield new Map(assetIds.map((assetId) => [assetId, [this.nothing]]));
  }

  encode(command: Command, piece?: AssetPiece & { readonly isLast: boolean }): Buffer {
    const history = piece === undefined ? null : historyToWire(piece);
    return this.codec.encode({ ...commandToWire(command), assetId: command.subject, history });
  }

  /** Where the range of each asset ends, a day behind what was asked for at most. */
  async #endsOf(assetIds: readonly string[], to: number | null): Promise<ReadonlyMap<string, number>> {
    if (to === null) return new Map();
    const rows = await this.tables.rows<{ assetId: string; times: readonly number[] }>(
      `SELECT assumeNotNull(asset_id) AS assetId,
  arraySort(groupUniqArray(toUnixTimestamp64Milli(observed_at))) AS times
FROM ${this.#events} WHERE ${ofAssets} AND ${isRuled} AND ${within('observed_at', 'from', 'end')} GROUP BY asset_id`,
      { assetIds, from: to - longestMs, end: to + dayMs },
    );
    return new Map(rows.map(({ assetId, times }) => [assetId, quietFrom(to, times)]));
  }

  /** The days (since 1970) of which anything is known: most assets have few. */
  async #daysOf(assetIds: readonly string[], from: number, end: number): Promise<readonly number[]> {
    const times = (column: string, table: string): string =>
      `SELECT ${column} AS at FROM ${table} WHERE ${ofAssets} AND ${within(column, 'from', 'end')}`;
    const rows = await this.tables.rows<{ day: number }>(
      `SELECT DISTINCT toInt32(floor(toUnixTimestamp64Milli(at) / ${dayMs})) AS day FROM (
${times('observed_at', this.#events)} AND (${isRuled} OR revision > 0)
UNION ALL
${times('first_observed_at', this.#detections)}
) ORDER BY day`,
      { assetIds, from, end: Math.min(end, Date.parse('2200-01-01T00:00:00Z')) },
    );
    return rows.map(({ day }) => day);
  }

  /** When the corrected records of assets are, by their ids. */
  async #movedOf(assetIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.tables.rows<{ recordId: string; observedAt: number }>(
      `SELECT toString(record_id) AS recordId, toUnixTimestamp64Milli(observed_at) AS observedAt
FROM (${this.tables.latest(topics.securityEvents, 'record_id, revision, observed_at', `${ofAssets} AND revision > 0`)})`,
      { assetIds },
    );
    return new Map(rows.map(({ recordId, observedAt }) => [hexOf(recordId), observedAt]));
  }

  async #slice(assetIds: readonly string[], from: number, end: number) {
    const asked = { assetIds, from, end, before: from - longestMs, after: end + longestMs };
    // corrected ones are all given: what they were may be kept
    const condition = `${ofAssets} AND (${isRuled} OR revision > 0) AND ${within('observed_at', 'from', 'after')}`;
    const events = this.tables.rows<EventRow>(
      `SELECT assumeNotNull(asset_id) AS assetId, toString(record_id) AS recordId, revision, source,
  toUnixTimestamp64Milli(observed_at) AS observedAt, activity, actor, toString(lane) AS lane,
  place_point_longitude AS longitude, place_point_latitude AS latitude, zones
FROM (${this.tables.latest(topics.securityEvents, eventColumns, condition)})
ORDER BY assetId, ${totalOrder}`,
      asked,
    );
    const detections = this.tables.rows<DetectionRow>(
      `SELECT assetId, toString(detection_id) AS detectionId, rule, toString(severity) AS severity, actor,
  toUnixTimestamp64Milli(first_observed_at) AS firstObservedAt, toUnixTimestamp64Milli(observed_at) AS observedAt,
  arrayMap(id -> toString(id), record_ids) AS recordIds, point_longitude AS longitude,
  point_latitude AS latitude, zones, revision, withdrawn
FROM (
  SELECT *, asset_id AS assetId FROM ${this.#detections}
  WHERE ${ofAssets} AND ((${within('first_observed_at', 'before', 'end')}) OR record_ids[1] IN (
    SELECT record_id FROM ${this.#events} WHERE ${ofAssets} AND revision > 0
  ))
  ORDER BY revision DESC LIMIT 1 BY detection_id
)`,
      asked,
    );
    const [seenRows, toldRows] = await Promise.all([events, detections]);
    const seenBy = Map.groupBy(seenRows, ({ assetId }) => assetId);
    const toldBy = Map.groupBy(toldRows, ({ assetId }) => assetId);
    return {
      of: (assetId: string) => ({
        events: (seenBy.get(assetId) ?? []).map(eventOf),
        detections: (toldBy.get(assetId) ?? []).map(detectionOf),
      }),
    };
  }
}

const pointOf = ({ longitude, latitude }: Pick<Row<object>, 'longitude' | 'latitude'>): Point | null =>
  longitude === null || latitude === null ? null : { longitude, latitude };

const eventOf = (row: EventRow): HistoricEvent => ({
  ...{ recordId: hexOf(row.recordId), revision: row.revision, source: row.source, observedAt: row.observedAt },
  ...{ activity: row.activity, actor: row.actor, isLive: row.lane === 'live', point: pointOf(row), zones: row.zones },
});

const detectionOf = (row: DetectionRow): HistoricDetection => ({
  ...{ detectionId: hexOf(row.detectionId), rule: row.rule, severity: row.severity, actor: row.actor },
  ...{ firstObservedAt: row.firstObservedAt, observedAt: row.observedAt, recordIds: row.recordIds.map(hexOf) },
  ...{ point: pointOf(row), zones: row.zones, revision: row.revision, withdrawn: row.withdrawn },
});

function historyToWire({
  events,
  detections,
  earlier,
  ...rest
}: AssetPiece & { readonly isLast: boolean }): SecurityAssetHistory {
  const zones = new ZonesOnce();
  const detectionToWire = ({ detectionId, recordIds, ...told }: HistoricDetection): SecurityHistoricDetection => ({
    ...told,
    detectionId: bytesOfId(detectionId),
    recordIds: recordIds.map(bytesOfId),
    zones: zones.placeOf(told.zones),
  });
  return {
    ...rest,
    events: events.map((seen) => ({ ...seen, recordId: bytesOfId(seen.recordId), zones: zones.placeOf(seen.zones) })),
    detections: detections.map(detectionToWire),
    earlier: earlier.map(detectionToWire),
    zones: zones.all,
  };
}
