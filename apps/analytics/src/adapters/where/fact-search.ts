import { type Warehouse, identifier } from '@naru/clickhouse';
import { type PhysicalNames, type TopicContract, topics } from '@naru/contracts';
import type { KafkaClient, Position } from '@naru/kafka';
import type { DecoderOptions } from '@naru/subscriber';
import { type Fact, type Seen, type ToldFact, partsIn, seenIn } from '../../domain/where/facts.js';
import type { Found } from '../../domain/where/found.js';
import { orUndefined, rowsOfOne } from './ask-warehouse.js';
import { type FactSource, factSources } from './fact-sources.js';
import type { Row } from './found.from-rows.js';
import type { Standing } from './found.from-wire.js';
import { holding } from './sieves.js';
import { TailSearch } from './tail-search.js';

export interface FactSearchOptions extends DecoderOptions {
  readonly client: KafkaClient;
  readonly warehouse: Pick<Warehouse, 'rows'>;
  readonly names: PhysicalNames;
}

/** What a record became part of, and whether all of it could be looked at. */
export interface FoundFacts {
  readonly facts: readonly ToldFact[];
  readonly isComplete: boolean;
}

/** A record that was moved more often is looked for where it was last. */
const MOST_PLACES = 5;
const TAIL_MS = 250;

/** Finds what services made of a record: the latest revision of each fact, in the warehouse or behind it on Kafka. */
export class FactSearch {
  readonly #tail: TailSearch<Fact>;

  constructor(private readonly options: FactSearchOptions) {
    this.#tail = new TailSearch(options.client, {
      ...options,
      topics: factSources.map(({ topic }) => topic),
      read: factFrom,
    });
  }

  /** `positions`: where the warehouse is; undefined where Kafka does not say. */
  async of(found: Found, positions: readonly Position[] | undefined): Promise<FoundFacts> {
    const seen = seenIn(found).slice(-MOST_PLACES);
    if (seen.length === 0) return { facts: [], isComplete: true };
    const sources = sourcesOf(seen);
    const [rows, measured, tail] = await Promise.all([
      orUndefined(this.#inWarehouse(seen)),
      orUndefined(this.#measured(seen)),
      this.#behind(seen, sources, positions),
    ]);
    const properties = new Set([...(measured ?? []), ...found.statements.map(({ property }) => property)]);
    const isMeant = ({ kind, about }: Fact): boolean => kind !== 'energy/intervals' || properties.has(about);
    return {
      facts: partsIn([...(rows ?? []), ...tail.found].filter(isMeant), seen),
      isComplete: rows !== undefined && measured !== undefined && tail.isComplete,
    };
  }

  async #inWarehouse(seen: readonly Seen[]): Promise<readonly Fact[]> {
    const all = seen.flatMap((each) =>
      factSources.filter(({ kind }) => kind === each.kind).map((source) => this.#rowsOf(source, each)),
    );
    return (await Promise.all(all)).flat();
  }

  async #rowsOf(source: FactSource, { recordId, assetId, at }: Seen): Promise<readonly Fact[]> {
    const { kind, topic, idColumn, columns, where, fromRow } = source;
    const table = this.#table(topic);
    const rows = await rowsOfOne<Row>(
      this.options.warehouse,
      // the latest revision may say another time than the one that is found
      `SELECT topic, partition, offset, toString(${idColumn}) AS factId, asset_id AS assetId, revision, withdrawn, ${columns}
FROM ${table}
WHERE asset_id = {assetId:String} AND ${idColumn} IN (
  SELECT ${idColumn} FROM ${table} WHERE asset_id = {assetId:String} AND ${where}
)
ORDER BY revision DESC LIMIT 1 BY ${idColumn}`,
      { recordId, assetId, at },
    );
    return rows.map((row) => {
      const place = { topic: topic.name, partition: row.partition, offset: row.offset };
      return { kind, place, isTabled: true, ...fromRow(row) };
    });
  }

  /** What a reading measured: an interval is of one property. */
  async #measured(seen: readonly Seen[]): Promise<readonly string[]> {
    const reading = seen.find(({ kind }) => kind === 'energy/intervals');
    if (reading === undefined) return [];
    const rows = await rowsOfOne<{ property: string }>(
      this.options.warehouse,
      `SELECT DISTINCT property FROM ${this.#table(topics.energyReadings)} WHERE record_id = {recordId:UUID}`,
      { recordId: reading.recordId },
    );
    return rows.map(({ property }) => property);
  }

  async #behind(
    seen: readonly Seen[],
    sources: readonly FactSource[],
    positions: readonly Position[] | undefined,
  ): Promise<{ readonly found: readonly Fact[]; readonly isComplete: boolean }> {
    if (positions === undefined) return { found: [], isComplete: false };
    const assets = new Set(seen.map(({ assetId }) => assetId));
    return await this.#tail.look(positions, {
      topics: sources.map(({ topic }) => topic),
      sieve: holding(...Array.from(assets, (assetId) => Buffer.from(assetId))),
      signal: AbortSignal.timeout(TAIL_MS),
    });
  }

  #table(topic: TopicContract): string {
    const { names } = this.options;
    return `${identifier(names.database(topic.context))}.${identifier(names.table(topic))}`;
  }
}

const sourcesOf = (seen: readonly Seen[]): readonly FactSource[] =>
  factSources.filter(({ kind }) => seen.some((each) => each.kind === kind));

/** The topics in which facts may stand that a record became part of. */
export const factTopicsOf = (found: Found): readonly string[] =>
  sourcesOf(seenIn(found)).map(({ topic }) => topic.name);

function factFrom({ place, value }: Standing): Fact {
  const source = factSources.find(({ topic }) => topic.name === place.topic);
  if (source === undefined) throw new Error(`No facts stand in ${place.topic}`);
  return { kind: source.kind, place, isTabled: false, ...source.fromWire(value) };
}
