import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { Part } from '@naru/stack';

const run = promisify(execFile);

/** Brokers, and whoever sends and watches, on one core; what is measured on another. */
export const cores = { broker: 0, tested: 1 } as const;
export type Core = keyof typeof cores;

const hasCores = availableParallelism() > 1 && process.platform === 'linux';

/** Confines a process that runs, with all its threads, to a core; those that it starts later stay there too. */
export async function confine(pid: number, core: Core): Promise<void> {
  if (hasCores) await run('taskset', ['--all-tasks', '--cpu-list', '--pid', String(cores[core]), String(pid)]);
}

/** Lets processes run on any core again. */
export async function releaseCores(pids: readonly number[]): Promise<void> {
  const all = Object.values(cores).join();
  if (hasCores) for (const pid of pids) await run('taskset', ['--all-tasks', '--cpu-list', '--pid', all, String(pid)]);
}

/** The same part, free to run on any core: whoever starts it may be confined. */
export const onAnyCore = (part: Part): Part => onCores(Object.values(cores).join(), part);

/** The same part, started on one core. */
export const onCore = (core: Core, part: Part): Part => onCores(String(cores[core]), part);

const onCores = (list: string, part: Part): Part =>
  hasCores ? { ...part, command: 'taskset', args: ['--cpu-list', list, part.command, ...part.args] } : part;
