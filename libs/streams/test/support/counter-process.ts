import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { brokers, registryUrl } from './surroundings.js';
import type { Surroundings } from './surroundings.js';
import type { WordTopics } from './words.js';

const program = fileURLToPath(new URL('word-counter.mjs', import.meta.url));

interface Line {
  readonly msg: string;
  readonly task?: number;
}

/** A counter of words as a process, and what it has logged. */
export class CounterProcess {
  readonly lines: Line[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(readonly process: ChildProcess) {
    const { stdout } = process;
    if (stdout === null) throw new Error('The counter has no output to read');
    createInterface(stdout).on('line', (text) => {
      this.lines.push(JSON.parse(text) as Line);
      for (const check of this.#waiting) check();
    });
  }

  static start(instance: string, topics: WordTopics, { prefix }: Surroundings): CounterProcess {
    const settings = JSON.stringify({ topics, prefix, brokers, registryUrl, instance });
    const env = { ...process.env, NARU_TEST_COUNTER: settings };
    return new CounterProcess(spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  /** Tasks that it has begun and not given up. */
  get tasks(): number[] {
    const tasks = new Set<number>();
    for (const { msg, task } of this.lines) {
      if (task === undefined) continue;
      if (msg.startsWith('Task has its state')) tasks.add(task);
      if (msg.startsWith('Task went')) tasks.delete(task);
    }
    return [...tasks].sort();
  }

  /** Resolves as soon as what it has logged is so. */
  until(isSo: (self: this) => boolean, withinMs = 40_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Not so within ${withinMs} ms: ${JSON.stringify(this.lines)}`));
      }, withinMs);
      const check = () => {
        if (!isSo(this)) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.process.kill(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.kill(signal);
    await exited;
  }
}
