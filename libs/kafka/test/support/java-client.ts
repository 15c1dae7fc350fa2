import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const jars = process.env.NARU_TEST_KAFKA_JARS ?? join(root, '.naru/parts/kafka-4.4.0');
const source = fileURLToPath(new URL('JavaClient.java', import.meta.url));
const run = promisify(execFile);

export interface JavaRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
}

if (!existsSync(jars)) throw new Error(`Kafka's jars are needed in ${jars}: run "npm start" once`);

async function java(...args: string[]): Promise<string> {
  const { stdout } = await run('java', ['-Xmx256m', '-cp', join(jars, '*'), source, ...args], { maxBuffer: 1 << 28 });
  return stdout;
}

/** What Java's consumer finds in a topic, keys and values as text. */
export async function readByJava(
  brokers: string,
  topic: string,
  isolation: 'read_committed' | 'read_uncommitted' = 'read_committed',
): Promise<JavaRecord[]> {
  const lines = (await java('read', brokers, topic, isolation)).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [partition, offset, timestamp, key, value] = line.split(' ');
    return {
      partition: Number(partition),
      offset: Number(offset),
      timestamp: Number(timestamp),
      key: key === '-' || key === undefined ? null : key,
      value: value === '-' || value === undefined ? null : Buffer.from(value, 'hex').toString(),
    };
  });
}

/** Java's producer sends key-N, value-N with a header n=N. */
export async function produceByJava(brokers: string, topic: string, compression: string, count: number): Promise<void> {
  await java('produce', brokers, topic, compression, String(count));
}
