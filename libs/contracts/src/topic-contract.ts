import type { AvroRecord } from './avro-schema.js';

/** What the catalogue says of a topic. `T` is the shape of its values on the wire, after Avro decoding. */
export interface TopicContract<T = unknown> {
  /** `<context>.<noun>.v<major>`, without tenant. */
  readonly name: string;
  readonly context: string;
  readonly noun: string;
  /** What the key is made of, in words. Keys are plain UTF-8. */
  readonly key: string;
  /** Full name of the record, e.g. `naru.parking.v1.Observation`. */
  readonly schema: string;
  /** The complete schema. */
  readonly avro: AvroRecord;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** How long records are kept (ms); -1 for ever. */
  readonly retentionMs: number;
  /** The one writing service; of a shared topic, the service that answers for it. */
  readonly owner: string;
  readonly readers: readonly string[];
  /** Whether analytics loads it into ClickHouse. */
  readonly warehouse: boolean;
  /** Whether every service may write it. */
  readonly shared: boolean;
  /** Highest class of personal data in it. */
  readonly personal: string;
  readonly meaning: string;
  /** Of raw topics: the lane whose records it carries. */
  readonly lane?: 'live' | 'history';
  /** Of live raw topics: how old a record may be when it arrives (s). */
  readonly latenessSeconds?: number;
  /** Of placed topics: the raw topic whose records it carries with their place. */
  readonly enriches?: string;
  /**
   * Fields that identify a fact. Current is its highest `revision`; of a compacted topic, where these are what the key
   * is made of, its last record.
   */
  readonly fact?: readonly string[];
  /** Of changelogs: the version of the store's layout. */
  readonly changelog?: { readonly stateVersion: number };
  /** Carries the type only; never set. */
  readonly __wire?: T;
}

/** The wire shape of a topic's values: `WireOf<typeof topics.parkingObservations>`. */
export type WireOf<C> = C extends TopicContract<infer T> ? T : never;
