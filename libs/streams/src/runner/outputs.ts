import type { WireCodec } from '@naru/avro';
import type { TopicContract } from '@naru/contracts';
import { BatchWriter, type Headers, type TransactionalProducer } from '@naru/kafka';

/** A topic that the service writes, as it stands on the broker. */
export interface Output {
  readonly topic: TopicContract;
  /** Name on the broker, with the tenant. */
  readonly name: string;
  readonly codec: WireCodec<unknown>;
}

/** A record for an output, ready to be written. */
export interface OutputRecord {
  readonly output: Output;
  readonly partition: number;
  readonly timestamp: number;
  readonly key: string | Uint8Array | null;
  readonly value: Uint8Array | readonly Uint8Array[] | null;
  readonly headers?: Headers | undefined;
}

/** What the open transaction will write: a batch in the making for each partition of each topic. */
export class Outputs {
  readonly #writers = new Map<Output, Map<number, BatchWriter>>();
  /** Progress marks, which are no records. */
  readonly #marks = new Map<TopicContract, number>();

  append({ output, partition, timestamp, key, value, headers }: OutputRecord): void {
    if (key === null && value === null) this.#marks.set(output.topic, (this.#marks.get(output.topic) ?? 0) + 1);
    this.#writerOf(output, partition).append(timestamp, key, value, headers);
  }

  /** What waits to be written. */
  get bytes(): number {
    let bytes = 0;
    for (const writers of this.#writers.values()) for (const writer of writers.values()) bytes += writer.bytes;
    return bytes;
  }

  /** Sends everything into the producer's transaction; answers how many records went where. */
  sendTo(producer: Pick<TransactionalProducer, 'send'>): ReadonlyMap<TopicContract, number> {
    const sent = new Map<TopicContract, number>();
    for (const [{ topic, name }, writers] of this.#writers)
      for (const [partition, writer] of writers) {
        if (writer.records === 0) continue;
        sent.set(topic, (sent.get(topic) ?? 0) + writer.records);
        producer.send(name, partition, writer);
      }
    for (const [topic, marks] of this.#marks) sent.set(topic, (sent.get(topic) ?? 0) - marks);
    this.#marks.clear();
    return sent;
  }

  discard(): void {
    this.#writers.clear();
    this.#marks.clear();
  }

  #writerOf(output: Output, partition: number): BatchWriter {
    let writers = this.#writers.get(output);
    if (writers === undefined) this.#writers.set(output, (writers = new Map<number, BatchWriter>()));
    let writer = writers.get(partition);
    if (writer === undefined) writers.set(partition, (writer = new BatchWriter()));
    return writer;
  }
}
