import { DecodeError, SchemaNotPreparedError, SchemaRegistry, WireCodec, headerLength, schemaIdOf } from '@naru/avro';
import { type PhysicalNames, type TopicContract, physicalNames } from '@naru/contracts';
import type { FetchedBatch } from '@naru/kafka';
import { idOf } from './fact-id.js';
import { type Mark, markIn } from './progress.js';
import type { Received, RecordPosition, Topics } from './received.js';

export type UndecodableReason = DecodeError['reason'] | 'missing-key';

/** A record that can't be read. Those that the hub itself could not read are in its dead letters, never here. */
export interface Undecodable {
  readonly reason: UndecodableReason;
  /** The writer's schema, where the bytes name one. */
  readonly schemaId: number | null;
  readonly position: RecordPosition;
  readonly key: string | null;
  readonly bytes: Buffer;
}

/** What a batch holds, in its order. Progress marks are no records. */
export interface DecodedBatch<T extends Topics> {
  readonly items: readonly (Received<T> | Undecodable)[];
  readonly marks: readonly Mark[];
}

export interface DecoderOptions {
  /** Address of the registry's Confluent API. */
  readonly registry: string;
  readonly tenant?: string;
}

interface Input {
  readonly name: string;
  readonly contract: TopicContract;
  readonly codec: WireCodec<unknown>;
}

/** A record as a client for Kafka gives it. */
export interface RawRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: Buffer | null;
}

/** Values are only read here, so there is no schema that they would be written under. */
const NEVER_WRITTEN = -1;

/** Makes typed records of batches: each value by the schema that it was written with, given in the contract's shape. */
export class RecordDecoder<T extends Topics> {
  readonly #names: PhysicalNames;
  readonly #inputs: ReadonlyMap<string, Input>;

  constructor(topics: T, { registry, tenant = '' }: DecoderOptions) {
    const names = physicalNames(tenant);
    this.#names = names;
    const schemas = new SchemaRegistry({ url: registry, names });
    this.#inputs = new Map(
      Object.entries(topics).map(([name, contract]) => [
        names.topic(contract),
        { name, contract, codec: new WireCodec(contract.avro, NEVER_WRITTEN, schemas) },
      ]),
    );
  }

  /** Names on the broker. */
  get topics(): string[] {
    return [...this.#inputs.keys()];
  }

  /** Name in the catalogue of a topic on the broker. */
  catalogueName(topic: string): string {
    return this.#inputOf(topic).contract.name;
  }

  /** Name on the broker of a topic of the catalogue. */
  brokerName(name: string): string {
    return this.#names.topic(name);
  }

  /** Topics whose partitions carry progress marks: compacted ones have none. */
  get markedTopics(): string[] {
    return [...this.#inputs].flatMap(([topic, { contract }]) => (contract.cleanup === 'delete' ? topic : []));
  }

  /** RegistryUnreachableError: nothing of the batch was taken, try again. */
  async decode(batch: FetchedBatch): Promise<DecodedBatch<T>> {
    const input = this.#inputOf(batch.topic);
    const raw: RawRecord[] = [];
    const marks: Mark[] = [];
    batch.forEach((view) => {
      const { offset, timestamp } = view;
      const [key, value] = [view.key(), view.value()];
      if (key !== null || value !== null) raw.push({ offset, timestamp, key, value });
      else {
        const mark = markIn(view);
        if (mark !== undefined) marks.push(mark);
      }
    });
    await prepareAll(input.codec, raw);
    return { items: raw.map((record) => this.#decodeOne(input, batch.partition, record)), marks };
  }

  /** One record, of whatever client. RegistryUnreachableError: try again. */
  async decodeRecord(topic: string, partition: number, record: RawRecord): Promise<Received<T> | Undecodable> {
    const input = this.#inputOf(topic);
    await prepareAll(input.codec, [record]);
    return this.#decodeOne(input, partition, record);
  }

  #decodeOne(input: Input, partition: number, record: RawRecord): Received<T> | Undecodable {
    const { contract, codec, name } = input;
    const { key, value: bytes, offset, timestamp } = record;
    const position = { topic: contract.name, partition, offset };
    const unreadable = { position, key, bytes: bytes ?? Buffer.alloc(0) };
    if (key === null) return { ...unreadable, reason: 'missing-key', schemaId: null };
    try {
      const value = bytes === null ? null : codec.decode(bytes);
      const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
      const { revision } = fields;
      const received = {
        input: name,
        key,
        value,
        id: idOf(contract, fields) ?? key,
        revision: typeof revision === 'number' ? revision : 0,
        position,
        timestamp,
      };
      // what the codec of this input's contract has read
      return received as Received<T>;
    } catch (error) {
      if (error instanceof DecodeError) return { ...unreadable, reason: error.reason, schemaId: error.schemaId };
      if (error instanceof SchemaNotPreparedError)
        return { ...unreadable, reason: 'unknown-schema-id', schemaId: error.schemaId };
      throw error;
    }
  }

  #inputOf(topic: string): Input {
    const input = this.#inputs.get(topic);
    if (input === undefined) throw new Error(`A batch of ${topic}, which nobody subscribed to`);
    return input;
  }
}

/** Whether an item of a batch could not be read. */
export const isUndecodable = <T extends Topics>(item: Received<T> | Undecodable): item is Undecodable =>
  'reason' in item;

/** Fetches the writers' schemas that aren't at hand; one that the registry doesn't know stays away. */
async function prepareAll(codec: WireCodec<unknown>, records: readonly RawRecord[]): Promise<void> {
  const wanted = new Set<number>();
  for (const { value } of records)
    if (value !== null && value.length >= headerLength && value[0] === 0) {
      const schemaId = schemaIdOf(value);
      if (!codec.isPrepared(schemaId)) wanted.add(schemaId);
    }
  for (const schemaId of wanted)
    await codec.prepare(schemaId).catch((error: unknown) => {
      if (!(error instanceof DecodeError)) throw error;
    });
}
