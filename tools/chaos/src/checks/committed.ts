// What is committed on Kafka, by Kafka's own consumer: what Node clients count is not to be trusted.
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { downloaded, javaCommand, kafkaJars, root } from '@naru/stack';

const run = promisify(execFile);
const longestMs = 180_000;

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
  const jars = await downloaded(kafkaJars, say);
  const file = join(folder, 'committed.tsv');
  const program = join(root, 'tools/chaos/java/CommittedRecords.java');
  const java = ['-Xmx256m', '-XX:+UseSerialGC', '-cp', join(jars, '*'), program];
  await run(javaCommand(), [...java, brokers, file, ...topics], { timeout: longestMs });
  const records: CommittedRecord[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [topic = '', partition, offset, id = ''] = line.split('\t');
    records.push({ topic, partition: Number(partition), offset: Number(offset), id });
  }
  return records;
}
