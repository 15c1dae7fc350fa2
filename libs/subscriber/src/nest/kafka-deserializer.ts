import type { ConsumerDeserializer, IncomingEvent } from '@nestjs/microservices';
import { type DecoderOptions, RecordDecoder, isUndecodable } from '../decoder.js';
import { UndecodableRecordError } from '../errors.js';
import type { Topics } from '../received.js';

/** What Nest's Kafka transport hands over, with `parser: { keepBinary: true }`. */
interface KafkaMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly timestamp: string;
  readonly key: unknown;
  readonly value: Buffer | null;
}

/**
 * For Nest's own Kafka transport (kafkajs): `deserializer: new KafkaDeserializer(topics, { registry })`. A handler's payload
 * is a `Received`, or null for a progress mark, which that transport can't pass over. It gives types, not guarantees:
 * records of aborted transactions can reach it, and one that can't be read stops its partition.
 */
export class KafkaDeserializer<T extends Topics> implements ConsumerDeserializer {
  readonly #decoder: RecordDecoder<T>;

  constructor(topics: T, options: DecoderOptions) {
    this.#decoder = new RecordDecoder(topics, options);
  }

  async deserialize(message: KafkaMessage): Promise<IncomingEvent> {
    const { topic, partition, key, value } = message;
    if (key == null && value === null) return { pattern: topic, data: null };
    const item = await this.#decoder.decodeRecord(topic, partition, {
      offset: Number(message.offset),
      timestamp: Number(message.timestamp),
      key: textOf(key),
      value,
    });
    if (isUndecodable(item)) throw new UndecodableRecordError(item.position, item.reason, item.schemaId);
    return { pattern: topic, data: item };
  }
}

/** The transport has made text of the key, and an object where it looks like one. */
function textOf(key: unknown): string | null {
  if (key == null) return null;
  return typeof key === 'string' ? key : JSON.stringify(key);
}
