import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pollUntil } from './poll-until.js';
import { processIdentity } from './process-identity.js';

// A run that was killed leaves its parts running. Each part's number and start time are kept in a file, so that the
// next run ends exactly those, never a stranger that got the number since and never a process that merely looks alike.

interface Remembered {
  readonly pid: number;
  readonly identity: string;
}

const fileOf = (folder: string, name: string): string => join(folder, `${name}.json`);

export async function rememberProcess(folder: string, name: string, pid: number): Promise<void> {
  const identity = await processIdentity(pid);
  if (identity === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(fileOf(folder, name), JSON.stringify({ pid, identity } satisfies Remembered));
}

export const forgetProcess = (folder: string, name: string): Promise<void> => rm(fileOf(folder, name), { force: true });

/** The number of the remembered process where it still runs. */
export async function rememberedProcess(folder: string, name: string): Promise<number | undefined> {
  const text = await readFile(fileOf(folder, name), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { pid, identity } = JSON.parse(text) as Remembered;
  return (await processIdentity(pid)) === identity ? pid : undefined;
}

/** Ends what an earlier run left behind: politely first, by force after `graceMs`. Returns the names of the ended. */
export async function endLeftBehind(folder: string, graceMs = 10_000): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  const names = files.filter((file) => file.endsWith('.json')).map((file) => basename(file, '.json'));
  const ended = await Promise.all(
    names.map(async (name) => {
      const pid = await rememberedProcess(folder, name);
      if (pid !== undefined) await endProcess(pid, graceMs);
      await forgetProcess(folder, name);
      return pid === undefined ? [] : [name];
    }),
  );
  return ended.flat();
}

async function endProcess(pid: number, graceMs: number): Promise<void> {
  const hasEnded = async (): Promise<boolean> => (await processIdentity(pid)) === undefined;
  // a paused process hears nothing until it goes on
  send(pid, 'SIGCONT');
  send(pid, 'SIGTERM');
  if (await pollUntil(hasEnded, graceMs)) return;
  send(pid, 'SIGKILL');
  await pollUntil(hasEnded, graceMs);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
