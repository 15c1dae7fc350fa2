import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { naruFolder, root } from './folders.js';

// The broker and the registry come from Maven Central, each by a pom.xml of its own beside this package's sources, and
// are kept under .naru/parts by version.

export interface Download {
  /** Name and version; its folder's name under .naru/parts. */
  readonly name: string;
  /** Path of its pom.xml in the repository. */
  readonly pom: string;
  /** `copy-dependencies` for jars, `unpack-dependencies` for an archive. */
  readonly goal: 'copy-dependencies' | 'unpack-dependencies';
}

export const kafkaJars: Download = {
  name: 'kafka-4.4.0',
  pom: 'tools/stack/parts/kafka.pom.xml',
  goal: 'copy-dependencies',
};
export const apicurioArchive: Download = {
  name: 'apicurio-2.6.13.Final',
  pom: 'tools/stack/parts/apicurio.pom.xml',
  goal: 'unpack-dependencies',
};

/** The folder of a part, downloaded by Maven where it isn't there yet. @throws Error with Maven's own words */
export async function downloaded(
  { name, pom, goal }: Download,
  tell: (line: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const target = join(naruFolder, 'parts', name);
  if (await exists(target)) return target;
  tell(`downloading ${name} from Maven Central`);
  // made complete under another name first, so that an interrupted download is never taken for a whole one
  const unfinished = `${target}.${process.pid}`;
  await mkdir(join(naruFolder, 'parts'), { recursive: true });
  await runMaven(
    [
      '-f',
      join(root, pom),
      `dependency:${goal}`,
      `-DoutputDirectory=${unfinished}`,
      `-DbuildDirectory=${unfinished}.build`,
      '-DincludeScope=runtime',
    ],
    signal,
  );
  await rm(`${unfinished}.build`, { recursive: true, force: true });
  if (await exists(target)) await rm(unfinished, { recursive: true });
  else await rename(unfinished, target);
  return target;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function runMaven(args: readonly string[], signal: AbortSignal | undefined): Promise<void> {
  const maven = spawn('mvn', ['--batch-mode', '--quiet', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  const said: Buffer[] = [];
  maven.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  maven.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(maven, 'close')) as [number | null];
  if (code !== 0) throw new Error(`Maven failed (${args.join(' ')}):\n${Buffer.concat(said).toString()}`);
}
