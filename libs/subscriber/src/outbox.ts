import { BatchWriter, type Headers, type KafkaClient, type TransactionalProducer, partitionOf } from '@naru/kafka';

/** A record to be written. `topic` is its name on the broker. */
export interface OutgoingRecord {
  readonly topic: string;
  /** Decides the partition, as Java's producer does. */
  readonly key: string;
  /** null deletes the key, in a compacted topic. */
  readonly value: Uint8Array | null;
  readonly headers?: Headers;
  /** ms since 1970; now by default. */
  readonly timestamp?: number;
}

/** Writes records into the producer's open transaction. */
export async function sendAll(
  client: KafkaClient,
  producer: TransactionalProducer,
  records: readonly OutgoingRecord[],
): Promise<void> {
  for (const [topic, ofTopic] of Map.groupBy(records, (record) => record.topic)) {
    const partitions = await client.partitions(topic);
    for (const [partition, writer] of writersOf(ofTopic, partitions)) producer.send(topic, partition, writer);
  }
}

function writersOf(records: readonly OutgoingRecord[], partitions: number): Map<number, BatchWriter> {
  const writers = new Map<number, BatchWriter>();
  for (const { key, value, headers, timestamp = Date.now() } of records) {
    const partition = partitionOf(key, partitions);
    const writer = writers.get(partition) ?? new BatchWriter();
    writers.set(partition, writer);
    writer.append(timestamp, key, value, headers);
  }
  return writers;
}
