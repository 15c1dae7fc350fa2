// What is committed on Kafka, by Kafka's own consumer: what Node clients count is not to be trusted.
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runJava } from './run-java.js';

export interface CommittedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** First 16 bytes of the body in hexadecimal: of records of a source, their id. */
  readonly id: string;
}

export interface CommittedOptions {
  readonly brokers: string;
  readonly topics: readonly string[];
  /** To write what was read. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** Every committed record of the topics, without progress marks. */
export async function committedRecords({ brokers, topics, folder, say }: CommittedOptions): Promise<CommittedRecord[]> {
  const file = join(folder, 'committed.tsv');
  await runJava('CommittedRecords', [brokers, file, ...topics], say);
  const records: CommittedRecord[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [topic = '', partition, offset, id = ''] = line.split('\t');
    records.push({ topic, partition: Number(partition), offset: Number(offset), id });
  }
  return records;
}
