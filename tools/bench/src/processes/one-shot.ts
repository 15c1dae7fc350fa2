import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Part } from '@naru/stack';
import { type Core, onCore } from './cores.js';

/** A program of this package that does one thing, and says what came of it in the last line that it prints, as JSON. */
export async function resultOf<R>(core: Core, script: string, settings: object): Promise<R> {
  const { command, args } = onCore(core, programOf(script, settings));
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const last = Buffer.concat(said).toString().trimEnd().split('\n').at(-1) ?? '';
  if (code !== 0) throw new Error(`${script} ended with ${code ?? 'a signal'}: ${last}`);
  return JSON.parse(last) as R;
}

/** A program of this package as a part: it reads its settings, JSON, from its first argument. */
export const programOf = (script: string, settings: object): Part => ({
  name: script,
  command: process.execPath,
  args: ['--no-warnings', '--expose-gc', script, JSON.stringify(settings)],
  environment: {},
  isReady: () => Promise.resolve(true),
  readyWithinMs: 10_000,
  stopWithinMs: 10_000,
});

/** What a program of this package was told. */
export const settingsOfProgram = (): unknown => JSON.parse(process.argv[2] ?? '{}');

/** Memory that is held once nobody needs the rest (bytes). */
export function memoryHeld(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export const cpuSecondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};
