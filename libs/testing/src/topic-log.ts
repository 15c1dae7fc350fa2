import type { WireCodec } from '@naru/avro';
import { Reader, type KafkaClient } from '@naru/kafka';

/** A committed record; `value` is null where the key was deleted. */
export interface Logged<T> {
  readonly key: string;
  readonly partition: number;
  readonly offset: number;
  readonly value: T | null;
}

/** What is committed in one topic, in the order in which it was read. */
export class TopicLog<T> {
  readonly records: Logged<T>[] = [];

  private constructor(
    private readonly topic: string,
    private readonly reader: Reader,
    private readonly codec: WireCodec<T>,
  ) {}

  static async open<T>(client: KafkaClient, topic: string, codec: WireCodec<T>): Promise<TopicLog<T>> {
    const reader = new Reader(client, { topics: [topic], from: 'earliest' });
    await reader.start();
    return new TopicLog(topic, reader, codec);
  }

  /** Reads on until `enough`; throws with what came where that takes too long. */
  async until(enough: (records: readonly Logged<T>[]) => boolean, withinMs = 45_000): Promise<readonly Logged<T>[]> {
    const deadline = performance.now() + withinMs;
    while (!enough(this.records)) {
      if (performance.now() > deadline)
        throw new Error(`${this.topic}: not what was wanted in ${withinMs} ms: ${this.described()}`);
      for (const batch of await this.reader.poll(250))
        batch.forEach((view) => {
          const { partition } = batch;
          // a mark of progress is no record
          if (view.keyStart < 0 && view.valueStart < 0) return;
          const isDeleted = view.valueStart < 0;
          const value = isDeleted ? null : this.codec.decode(view.buffer, view.valueStart, view.valueEnd);
          this.records.push({ key: view.key() ?? '', partition, offset: view.offset, value });
        });
    }
    return this.records;
  }

  close(): Promise<void> {
    return this.reader.close();
  }

  private described(): string {
    const last = this.records.slice(-20).map(({ key, value }) => `${key} ${JSON.stringify(value)}`);
    return `${this.records.length} records, last ${last.join('\n')}`;
  }
}
