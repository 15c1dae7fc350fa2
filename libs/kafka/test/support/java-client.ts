import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const jars = process.env.NARU_TEST_KAFKA_JARS ?? join(root, '.naru/parts/kafka-4.4.0');
const source = fileURLToPath(new URL('JavaClient.java', import.meta.url));

export interface JavaRecord {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
}

/** Java's own client in one process of its own: the judge of what stands in a topic. */
export class JavaClient {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string, undefined>;
  readonly #brokers: string;

  constructor(brokers: string) {
    if (!existsSync(jars)) throw new Error(`Kafka's jars are needed in ${jars}: run "npm start" once`);
    this.#brokers = brokers;
    const options = ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', join(jars, '*')];
    this.#process = spawn('java', [...options, source], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** What Java's consumer finds in a topic up to its present high watermark, keys and values as text. */
  async read(
    topic: string,
    isolation: 'read_committed' | 'read_uncommitted' = 'read_committed',
  ): Promise<JavaRecord[]> {
    const lines = await this.#ask(`read ${this.#brokers} ${topic} ${isolation}`);
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
  async produce(topic: string, compression: string, count: number): Promise<void> {
    await this.#ask(`produce ${this.#brokers} ${topic} ${compression} ${count}`);
  }

  async close(): Promise<void> {
    const exit = once(this.#process, 'exit');
    this.#process.stdin.end();
    await exit;
  }

  async #ask(command: string): Promise<string[]> {
    this.#process.stdin.write(`${command}\n`);
    const answer: string[] = [];
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`Java's client ended at: ${command}`);
      if (value === 'end') return answer;
      answer.push(value);
    }
  }
}
