import { type Warehouse, identifier } from '@naru/clickhouse';
import { type PhysicalNames, kinds } from '@naru/contracts';
import { minuteMs } from '@naru/ledger';
import type { BookedEntry, DifferingRecord } from '../http/ledger-answers.js';

const MOST_ENTRIES = 200;
const MOST_RECORDS = 100;

const settings = {
  readonly: '2',
  max_execution_time: 20,
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 0,
} as const;

/** What the warehouse knows of the books beside their sums: the entries of a minute, and the records themselves. */
export class BooksRecords {
  readonly #database: string;

  constructor(
    private readonly warehouse: Pick<Warehouse, 'rows'>,
    names: PhysicalNames,
  ) {
    this.#database = identifier(names.database('hub'));
  }

  /** Entries of a stage that book records of a minute (ms since 1970), the first ones. */
  async booked(stage: string, minute: number): Promise<BookedEntry[]> {
    return this.warehouse.rows<BookedEntry>({
      sql: `SELECT task, instance, booked_at AS bookedAt,
  arrayMap(r -> CAST((r.topic, r.partition, r.from_offset, r.to_offset, r.records), 'Tuple(topic String, partition Int32, \`from\` Int64, \`to\` Int64, records Int64)'), ranges) AS ranges,
  arrayMap(c -> CAST((c.topic, c.source, c.fate, c.reason, c.count), 'Tuple(topic String, source String, fate String, reason String, \`count\` Int64)'), arrayFilter(c -> c.minute = fromUnixTimestamp64Milli({minute:Int64}), counts)) AS counts
FROM ${this.#database}.ledger
WHERE stage = {stage:String} AND booked_at >= fromUnixTimestamp64Milli({minute:Int64} - ${minuteMs}) AND notEmpty(counts)
ORDER BY booked_at, partition, offset
LIMIT ${MOST_ENTRIES}`,
      parameters: { stage, minute },
      settings,
    });
  }

  /**
   * Records of a minute (ms since 1970) that didn't meet exactly one fate each time they were sent, the first ones, of
   * kinds that travel on these topics.
   */
  async differing(topics: readonly string[], minute: number): Promise<DifferingRecord[]> {
    const concerned = kinds.filter(({ raw, rawHistory, placed }) =>
      [raw, rawHistory, placed].some(({ name }) => topics.includes(name)),
    );
    if (concerned.length === 0) return [];
    const within = `received_at >= fromUnixTimestamp64Milli({minute:Int64}) AND received_at < fromUnixTimestamp64Milli({minute:Int64} + ${minuteMs}) AND kind IN {kinds:Array(String)}`;
    const of = (relation: string, stood: string, place = "('', 0, 0)", where = '') =>
      `SELECT record_id, source AS its_source, '${stood}' AS stood, ${place} AS place FROM ${this.#database}.${relation} WHERE ${within}${where}`;
    const lineage = '(toString(topic), partition, offset)';
    return this.warehouse.rows<DifferingRecord>({
      sql: `SELECT toString(record_id) AS recordId, any(its_source) AS source,
  countIf(stood = 'raw') AS raw, countIf(stood = 'placed') AS placed,
  countIf(stood = 'deduplicated') AS deduplicated, countIf(stood = 'set-aside') AS setAside,
  argMin(place, indexOf(['raw', 'placed', 'deduplicated', 'set-aside'], stood)) AS first,
  nullIf(first.1, '') AS topic, if(first.1 = '', NULL, first.2) AS partition, if(first.1 = '', NULL, first.3) AS offset
FROM (
${[
  of('raw_records', 'raw', lineage),
  of('placed_records', 'placed', lineage),
  of('duplicates', 'deduplicated', undefined, " AND stage = 'enrichment'"),
  of('set_aside', 'set-aside', undefined, " AND stage = 'enrichment' AND record_id IS NOT NULL"),
].join('\nUNION ALL\n')}
)
GROUP BY record_id
HAVING raw != placed + deduplicated + setAside
ORDER BY record_id
LIMIT ${MOST_RECORDS}`,
      parameters: { minute, kinds: concerned.map(({ domain, kind }) => `${domain}/${kind}`) },
      settings,
    });
  }
}
