import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { downloaded, javaCommand, kafkaJars, root } from '@naru/stack';

const run = promisify(execFile);
const longestMs = 180_000;

/** Runs one of this tool's Java programs from its source, with Kafka's own libraries. */
export async function runJava(program: string, args: readonly string[], say: (line: string) => void): Promise<void> {
  const jars = await downloaded(kafkaJars, say);
  const source = join(root, 'tools/chaos/java', `${program}.java`);
  const java = ['-Xmx256m', '-XX:+UseSerialGC', '-cp', join(jars, '*'), source];
  await run(javaCommand(), [...java, ...args], { timeout: longestMs });
}
