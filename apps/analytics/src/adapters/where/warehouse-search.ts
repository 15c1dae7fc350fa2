import { type Warehouse, identifier, literal } from '@naru/clickhouse';
import { type PhysicalNames, topics } from '@naru/contracts';
import type { Listed, Wanted } from '../../domain/where/candidates.js';
import { type Found, type Place, type SetAside, nothing } from '../../domain/where/found.js';
import { longestMs, readSettings } from './ask-warehouse.js';
import { type Row, copyOf, repeatOf, setAsideOf, statementOf } from './found.from-rows.js';

/** A stage that has taken a record, and nobody said when. */
export interface Passed {
  readonly stage: string;
  readonly place: Place;
  /** It can't have been booked before (ms since 1970). */
  readonly after: number;
}

/** So often a record may have been sent or restated before the rest is left out. */
export const mostRows = 200;
/** Clocks of instances may differ by so much. */
const SKEW_MS = 120_000;
/** Most records are taken within so much after their receipt: further on in the ledger it is only looked for the others. */
const SOON_MS = 900_000;
/** A time that isn't found by then is told as not known. */
const LEDGER_SECONDS = 0.3;
/** A list reads what its source sent in that month, where it isn't told the device. */
const LONGEST_LIST_MS = 10_000;

const front =
  'kind, topic, partition, offset, toString(record_id) AS recordId, toString(content_hash) AS contentHash, source, device, lane, received_at AS receivedAt, observed_at AS observedAt';
const place =
  'revision, cause, asset_id AS assetId, place_reason AS placeReason, place_point_longitude AS longitude, place_point_latitude AS latitude, zones, h3, building, storey, master_data_at AS masterDataAt';
const repeat =
  'kind, topic, partition, offset, toString(record_id) AS recordId, source, stage, received_at AS receivedAt, origin_topic AS originTopic, origin_partition AS originPartition, origin_offset AS originOffset, first_topic AS firstTopic, first_partition AS firstPartition, first_offset AS firstOffset';
const aside =
  'kind, topic, partition, offset, toString(record_id) AS recordId, source, stage, reason, detail, received_at AS receivedAt, observed_at AS observedAt, origin_topic AS originTopic, origin_partition AS originPartition, origin_offset AS originOffset, attempt, size, lower(hex(sha256)) AS hash, sealed IS NOT NULL AS isKept';

interface Bounds {
  readonly limit: number;
  readonly longestMs: number;
}
const single: Bounds = { limit: mostRows, longestMs };

/** What the warehouse has of single records. Every method throws WarehouseErrors. */
export class WarehouseSearch {
  readonly #hub: string;
  /** By their names on the broker. */
  readonly #topics: ReadonlyMap<string, string>;

  constructor(
    private readonly warehouse: Pick<Warehouse, 'rows'>,
    private readonly names: PhysicalNames,
  ) {
    this.#hub = identifier(names.database('hub'));
    this.#topics = new Map(Object.values(topics).map(({ name }) => [names.topic(name), name]));
  }

  /** Whatever there is of a record, by its id. */
  async byId(recordId: string): Promise<Found> {
    const where = 'record_id = {recordId:UUID}';
    const parameters = { recordId };
    const [copies, statements, repeats, setAside] = await Promise.all([
      this.#rows(front, 'raw_records', where, parameters),
      this.#rows(`${front}, ${place}`, 'placed_records', where, parameters),
      this.#rows(repeat, 'duplicates', where, parameters),
      this.#setAside(where, parameters),
    ]);
    return {
      copies: copies.map(copyOf),
      statements: statements.map(statementOf),
      repeats: repeats.map(repeatOf),
      setAside,
    };
  }

  /** What was set aside of these bytes (SHA-256 in hex digits). */
  async byHash(sha256: string): Promise<Found> {
    return { ...nothing, setAside: await this.#setAside('sha256 = unhex({sha256:String})', { sha256 }) };
  }

  /** Records as ingest took them or set them aside, so many behind the last one that was listed. */
  async ofSource({ source, device, from, to }: Wanted, after: Listed | undefined, limit: number): Promise<Found> {
    const within = (column: string): string =>
      `${column} >= fromUnixTimestamp64Milli({from:Int64}) AND ${column} < fromUnixTimestamp64Milli({to:Int64})`;
    const behind =
      after === undefined
        ? ''
        : ' AND (received_at, toString(topic), partition, offset) > (fromUnixTimestamp64Milli({receivedAt:Int64}), {topic:String}, {partition:Int32}, {offset:Int64})';
    const where = `source = {source:String}${behind}`;
    const ofDevice = device === undefined ? '' : ' AND device = {device:String}';
    const parameters = {
      source,
      ...(device !== undefined && { device }),
      from,
      to,
      ...after,
      ...(after && { topic: this.names.topic(after.topic) }),
    };
    const list = { limit, longestMs: LONGEST_LIST_MS };
    const [copies, setAside] = await Promise.all([
      this.#rows(front, 'raw_records', `${where}${ofDevice} AND ${within('observed_at')}`, parameters, list),
      this.#setAside(
        `${where} AND stage = 'ingest' AND ${within('ifNull(observed_at, received_at)')}`,
        parameters,
        list,
      ),
    ]);
    return { ...nothing, copies: copies.map(copyOf), setAside };
  }

  /** When stages booked records that they have taken, in the order asked (ms since 1970); null where no entry is found. */
  async bookedAt(passed: readonly Passed[]): Promise<readonly (number | null)[]> {
    const soon = await this.#entryTimes(passed, SOON_MS);
    const others = passed.filter((_, hop) => soon[hop] === undefined);
    const later = await this.#entryTimes(others, undefined);
    return passed.map((hop, index) => soon[index] ?? later[others.indexOf(hop)] ?? null);
  }

  /** Sorted by stage and time, the ledger is read from a record's receipt on, up to the entry that took it. */
  async #entryTimes(passed: readonly Passed[], withinMs: number | undefined): Promise<readonly (number | undefined)[]> {
    if (passed.length === 0) return [];
    const at = (ms: number): string => `fromUnixTimestamp64Milli(${ms})`;
    const queries = passed.map(({ stage, place: { topic, partition, offset }, after }, hop) => {
      const took = `r -> r.topic = ${literal(topic)} AND r.partition = ${partition} AND r.from_offset <= ${offset} AND r.to_offset > ${offset}`;
      const before = withinMs === undefined ? '' : ` AND booked_at < ${at(after + withinMs)}`;
      return `SELECT ${hop} AS hop, bookedAt FROM (
  SELECT booked_at AS bookedAt FROM ${this.#hub}.ledger
  WHERE stage = ${literal(stage)} AND booked_at >= ${at(after - SKEW_MS)}${before} AND arrayExists(${took}, ranges)
  ORDER BY stage, booked_at LIMIT 1
)`;
    });
    const rows = await this.warehouse.rows<{ hop: number; bookedAt: string }>({
      sql: queries.join('\nUNION ALL\n'),
      settings: { ...readSettings, max_execution_time: LEDGER_SECONDS, timeout_overflow_mode: 'break' },
      signal: AbortSignal.timeout(longestMs),
    });
    const found = new Map(rows.map(({ hop, bookedAt }) => [hop, Date.parse(bookedAt)]));
    return passed.map((_, hop) => found.get(hop));
  }

  async #setAside(
    where: string,
    parameters: Readonly<Record<string, unknown>>,
    bounds: Bounds = single,
  ): Promise<readonly SetAside[]> {
    const [letters, quarantined] = await Promise.all([
      this.#rows(aside, 'dead_letters', where, parameters, bounds),
      this.#rows(aside, 'quarantine', where, parameters, bounds),
    ]);
    return [
      ...letters.map((row) => setAsideOf('dead-lettered', row)),
      ...quarantined.map((row) => setAsideOf('quarantined', row)),
    ];
  }

  async #rows(
    columns: string,
    relation: string,
    where: string,
    parameters: Readonly<Record<string, unknown>>,
    bounds: Bounds = single,
  ): Promise<readonly Row[]> {
    const rows = await this.warehouse.rows<Row>({
      sql: `SELECT ${columns} FROM ${this.#hub}.${relation} WHERE ${where} ORDER BY received_at, topic, partition, offset LIMIT ${bounds.limit}`,
      parameters,
      settings: { ...readSettings, max_execution_time: bounds.longestMs / 1_000 },
      signal: AbortSignal.timeout(bounds.longestMs),
    });
    return rows.map((row) => ({ ...row, topic: this.#topics.get(row.topic) ?? row.topic }));
  }
}
