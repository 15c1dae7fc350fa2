import { WireCodec, codecFor } from '@naru/avro';
import { type AvroField, type TopicContract, topics } from '@naru/contracts';
import { BatchWriter, type Headers, Reader, type RecordView, TransactionalProducer, partitionOf } from '@naru/kafka';
import {
  type Handler,
  type Outcome,
  type ProgressMark,
  delivered,
  markHeaders,
  readMark,
  service,
  store,
} from '../../src/index.js';
import type { Surroundings } from './surroundings.js';

export interface Word {
  readonly word: string;
}
export interface Count {
  readonly word: string;
  readonly n: number;
}
export interface Aside {
  readonly reason: string;
  readonly offset: number;
}

const text = (name: string): AvroField => ({ name, type: 'string', doc: 'Test.' });
const long = (name: string): AvroField => ({ name, type: 'long', doc: 'Test.' });

/** The topics of a service that counts words, its own for each test. */
export async function wordTopics(at: Surroundings, test: string) {
  return {
    words: await at.topic<Word>(`${test}-words`, [text('word')]),
    counts: await at.topic<Count>(`${test}-counts`, [text('word'), long('n')]),
    asides: await at.topic<Aside>(`${test}-asides`, [text('reason'), long('offset')]),
    tallies: await at.topic<Count>(`${test}-tallies-changelog`, [text('word'), long('n')], {
      cleanup: 'compact',
      changelog: { stateVersion: 1 },
    }),
  };
}
export type WordTopics = Awaited<ReturnType<typeof wordTopics>>;

export const counting = (name: string, { words, counts, asides, tallies }: WordTopics) =>
  service(name, {
    reads: { words },
    writes: { counts, asides, ledger: topics.hubLedger },
    stores: { tallies: store({ changelog: tallies }) },
  });

/** Counts each word and says so; `meet` may decide otherwise. */
export const countWords =
  (meet: (word: string) => Outcome | undefined = () => undefined): Handler<ReturnType<typeof counting>, Word> =>
  ({ value: { word } }, task) => {
    const tally = { word, n: (task.store('tallies').get(word)?.n ?? 0) + 1 };
    task.store('tallies').set(word, tally);
    task.emit('counts', word, tally);
    return meet(word) ?? delivered;
  };

export interface OutgoingRecord {
  readonly key: string | null;
  readonly value: Uint8Array | null;
  readonly headers?: Headers;
  readonly timestamp?: number;
}

/** Writes records into a topic as a service would: in one transaction. */
export class Sender {
  private constructor(
    private readonly topic: TopicContract,
    private readonly codec: WireCodec<Word>,
    private readonly producer: TransactionalProducer,
  ) {}

  static async of(at: Surroundings, topic: TopicContract<Word>): Promise<Sender> {
    const producer = new TransactionalProducer(at.client, { transactionalId: `${topic.name}-sender` });
    await producer.initialize();
    return new Sender(topic, await codecFor(topic, at.registry), producer);
  }

  encode(word: string): Buffer {
    return this.codec.encode({ word });
  }

  send(words: readonly string[], headers: Headers = {}, timestamp = Date.now()): Promise<void> {
    return this.sendBytes(words.map((word) => ({ key: word, value: this.encode(word), headers, timestamp })));
  }

  /** Marks every partition, as ingest does each second. */
  async mark(at: number): Promise<void> {
    const { name, partitions } = this.topic;
    this.producer.begin();
    for (let partition = 0; partition < partitions; partition++) {
      const writer = new BatchWriter();
      writer.append(at, null, null, markHeaders(at));
      this.producer.send(name, partition, writer);
    }
    await this.producer.commit();
  }

  async sendBytes(records: readonly OutgoingRecord[]): Promise<void> {
    const { name, partitions } = this.topic;
    const writers = Array.from({ length: partitions }, () => new BatchWriter());
    for (const { key, value, headers, timestamp = Date.now() } of records)
      writers[partitionOf(key ?? '', partitions)]?.append(timestamp, key, value, headers);
    this.producer.begin();
    for (const [partition, writer] of writers.entries()) this.producer.send(name, partition, writer);
    await this.producer.commit();
  }
}

/** Reads a topic on, read_committed, until `enough` says so. */
export class Collector<T> {
  readonly values: { partition: number; offset: number; key: string; value: T; timestamp: number }[] = [];
  readonly marks: (ProgressMark & { readonly partition: number })[] = [];

  private constructor(
    private readonly reader: Reader,
    private readonly codec: WireCodec<T>,
  ) {}

  static async of<T>(at: Surroundings, topic: TopicContract<T>): Promise<Collector<T>> {
    const reader = new Reader(at.client, { topics: [at.names.topic(topic)], from: 'earliest' });
    await reader.start();
    return new Collector(reader, await codecFor(topic, at.registry));
  }

  async until(enough: (values: readonly { key: string; value: T }[]) => boolean, withinMs = 30_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!enough(this.values)) {
      if (performance.now() > deadline) throw new Error(`Only ${this.values.length} records came`);
      for (const batch of await this.reader.poll(250))
        batch.forEach((view: RecordView) => {
          const { partition } = batch;
          const { offset, timestamp } = view;
          const mark = readMark(view);
          if (mark !== undefined) this.marks.push({ ...mark, partition });
          else {
            const value = this.codec.decode(view.buffer, view.valueStart, view.valueEnd);
            this.values.push({ partition, offset, key: view.key() ?? '', value, timestamp });
          }
        });
    }
  }

  close(): Promise<void> {
    return this.reader.close();
  }
}

/** Numbers that were said of each word, in order. Exactly once means 1, 2, 3, … of each. */
export function saidOf(values: readonly { key: string; value: Count }[]): Map<string, number[]> {
  const said = new Map<string, number[]>();
  for (const { key, value } of values) said.set(key, [...(said.get(key) ?? []), value.n]);
  return said;
}

export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
