import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('pass-through.mjs', import.meta.url));

export interface WorkerOptions {
  readonly brokers: string;
  readonly group: string;
  readonly input: string;
  readonly output: string;
  readonly transactionalId: string;
  readonly transactionTimeoutMs?: number;
  readonly holdAt?: 'before-offsets' | 'before-commit';
}

export interface WorkerEvent {
  readonly event: string;
  readonly tasks?: readonly number[];
  readonly records?: number;
  readonly error?: string;
  readonly code?: string;
}

/** `pass-through.mjs` in a process of its own, with everything that it told. */
export class Worker {
  readonly events: WorkerEvent[] = [];
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  #told: () => void = () => undefined;

  constructor(options: WorkerOptions) {
    this.#process = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface(this.#process.stdout).on('line', (line) => {
      this.events.push(JSON.parse(line) as WorkerEvent);
      this.#told();
    });
    this.#process.on('exit', () => {
      this.events.push({ event: 'exit' });
      this.#told();
    });
  }

  get committed(): number {
    return this.events.reduce((sum, { records }) => sum + (records ?? 0), 0);
  }

  /** Resolves when what the worker has told so far fulfils the condition. */
  async until(fulfilled: (worker: this) => boolean): Promise<void> {
    while (!fulfilled(this)) {
      if (this.events.at(-1)?.event === 'exit') throw new Error(`the worker ended: ${JSON.stringify(this.events)}`);
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
  }

  async told(event: string): Promise<WorkerEvent> {
    await this.until(({ events }) => events.some((one) => one.event === event));
    return this.events.find((one) => one.event === event) ?? { event };
  }

  say(command: 'hold' | 'go' | 'stop'): void {
    this.#process.stdin.write(`${command}\n`);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.say('stop');
    await exit;
  }
}
