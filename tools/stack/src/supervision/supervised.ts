import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from '../folders.js';
import type { Part, Tell } from './part.js';
import { forgetProcess, rememberProcess } from './pid-files.js';
import { pollUntil } from './poll-until.js';

const firstRestartInMs = 500;
const longestRestartInMs = 15_000;
/** A part that has run this long has recovered: its next death is a first one. */
const recoveredAfterMs = 60_000;
const largestLogBytes = 20 * 1024 * 1024;

/** Thrown where a part ends, or stays silent, before it was ready. `message` holds the end of its log. */
export class PartFailedError extends Error {
  override readonly name = 'PartFailedError';
}

/** A part that is kept running: restarted with back-off when it dies, until it is stopped. */
export class Supervised {
  readonly name: string;
  restarts = 0;
  #child: ChildProcess | undefined;
  readonly #stopping = new AbortController();
  #restartTimer: NodeJS.Timeout | undefined;
  #restartInMs = firstRestartInMs;
  #startedAt = 0;
  #stopped: Promise<void> | undefined;
  #isHeldDown = false;

  constructor(
    private readonly part: Part,
    private readonly folders: Folders,
    private readonly tell: Tell,
  ) {
    this.name = part.name;
  }

  /** The process that runs now; undefined between a death and the restart. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the part and waits until it is ready. @throws PartFailedError */
  async start(): Promise<void> {
    this.tell({ part: this.name, kind: 'starting' });
    const child = await this.#spawn();
    if (!(await this.#isReady(child))) {
      const why = hasEnded(child) ? `ended (${howItEnded(child)})` : `did not answer in ${this.part.readyWithinMs} ms`;
      await this.stop();
      throw new PartFailedError(`${this.name} ${why} before it was ready. ${await this.#endOfLog()}`);
    }
    this.#watch(child);
    this.#tellReady();
  }

  /** Sends a signal to the process as it is now, as the kernel or an operator would. */
  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Kills the process and leaves it dead until `letUp`, as a machine that is gone. */
  async holdDown(): Promise<void> {
    this.#isHeldDown = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child === undefined || hasEnded(child)) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  /** Starts again what was held down; it is ready when it says so. */
  letUp(): void {
    if (!this.#isHeldDown) return;
    this.#isHeldDown = false;
    this.#restartInMs = firstRestartInMs;
    if (!this.#stopping.signal.aborted) void this.#restart();
  }

  /** Ends the part for good: by SIGTERM, and by SIGKILL where it takes too long. */
  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }

  async #end(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child !== undefined && !hasEnded(child)) {
      const exit = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), this.part.stopWithinMs);
      await exit;
      clearTimeout(timer);
    }
    this.#child = undefined;
    await forgetProcess(this.folders.run, this.name);
    this.tell({ part: this.name, kind: 'stopped' });
  }

  async #spawn(): Promise<ChildProcess> {
    await this.part.prepare?.();
    await mkdir(this.folders.log, { recursive: true });
    const log = await openLog(this.#logFile);
    // stopped while it was being prepared: whoever stops it has found no process, and would leave this one behind
    if (this.#stopping.signal.aborted) {
      await log.close();
      throw new PartFailedError(`${this.name} was stopped before it was started`);
    }
    this.#startedAt = performance.now();
    // in a process group of its own, so that Ctrl-C reaches only the one who stops the parts in order
    const child = spawn(this.part.command, this.part.args, {
      detached: true,
      env: { ...inherited(), ...this.part.environment },
      stdio: ['ignore', log.fd, log.fd],
    });
    const spawned = once(child, 'spawn');
    try {
      await spawned;
    } finally {
      await log.close();
    }
    this.#child = child;
    if (child.pid !== undefined) await rememberProcess(this.folders.run, this.name, child.pid);
    return child;
  }

  /** Whether a process gets ready: not where it ends before, or stays silent for too long. */
  async #isReady(child: ChildProcess): Promise<boolean> {
    const ended = new AbortController();
    child.once('exit', () => {
      ended.abort();
    });
    if (hasEnded(child)) return false;
    return (await pollUntil(this.part.isReady, this.part.readyWithinMs, ended.signal)) && !hasEnded(child);
  }

  #tellReady(): void {
    this.tell({ part: this.name, kind: 'ready', afterMs: Math.round(performance.now() - this.#startedAt) });
  }

  /** Sees to it that a process is started again when it dies, also where it has already. */
  #watch(child: ChildProcess): void {
    if (hasEnded(child)) this.#died(child);
    else
      child.once('exit', () => {
        this.#died(child);
      });
  }

  #died(child: ChildProcess): void {
    this.#child = undefined;
    if (performance.now() - this.#startedAt > recoveredAfterMs) this.#restartInMs = firstRestartInMs;
    this.#startAgainLater(howItEnded(child));
  }

  #startAgainLater(how: string): void {
    if (this.#stopping.signal.aborted || this.#isHeldDown) return;
    const restartInMs = this.#restartInMs;
    this.#restartInMs = Math.min(2 * restartInMs, longestRestartInMs);
    this.tell({ part: this.name, kind: 'died', how, restartInMs });
    this.#restartTimer = setTimeout(() => void this.#restart(), restartInMs);
  }

  async #restart(): Promise<void> {
    this.restarts++;
    let child: ChildProcess;
    try {
      child = await this.#spawn();
    } catch (error) {
      this.#startAgainLater(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#stopping.signal.aborted || this.#isHeldDown) {
      child.kill('SIGKILL');
      return;
    }
    this.#watch(child);
    if (await this.#isReady(child)) this.#tellReady();
  }

  get #logFile(): string {
    return join(this.folders.log, `${this.name}.log`);
  }

  async #endOfLog(): Promise<string> {
    const text = await readFile(this.#logFile, 'utf8').catch(() => '');
    return `The end of ${this.#logFile}:\n${text.trimEnd().split('\n').slice(-20).join('\n')}`;
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const howItEnded = (child: ChildProcess): string => child.signalCode ?? `exit code ${child.exitCode ?? 'unknown'}`;

/** Appends, so that a crash before the last start can still be read; begins anew when the file has grown large. */
async function openLog(file: string): Promise<Awaited<ReturnType<typeof open>>> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  return open(file, size > largestLogBytes ? 'w' : 'a');
}

/** What a part needs of the caller's environment to run at all. A caller's own NARU_ variables must not reach it. */
const inherited = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'JAVA_HOME'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
