import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../../examples/subscribers/', import.meta.url));

/** A program of examples/subscribers in a process of its own; what it prints is how many records it has handled. */
export class ExampleProcess {
  handled = 0;
  readonly lines: string[] = [];
  readonly #process: ChildProcessByStdio<null, Readable, Readable>;
  #told: () => void = () => undefined;
  #errors = '';

  constructor(command: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#process = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process.stderr.on('data', (text: Buffer) => (this.#errors += text.toString()));
    createInterface(this.#process.stdout).on('line', (line) => {
      this.lines.push(line);
      this.handled += Number(line) || 0;
      this.#told();
    });
    this.#process.once('exit', () => {
      this.#told();
    });
  }

  static node(script: string, args: readonly string[], environment: Readonly<Record<string, string>>): ExampleProcess {
    return new ExampleProcess(process.execPath, [`node/${script}`, ...args], environment);
  }

  /** Resolves when it has handled so many records; throws with what it said where it ends before. */
  async until(records: number): Promise<void> {
    await this.untilIt(() => this.handled >= records);
  }

  async untilIt(is: () => boolean): Promise<void> {
    while (!is()) {
      if (this.hasEnded) throw new Error(`The example ended with ${this.lines.length} lines: ${this.#errors}`);
      await new Promise<void>((resolve) => (this.#told = resolve));
    }
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (this.hasEnded) return this.#process.exitCode;
    const exit = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exit;
    return this.#process.exitCode;
  }

  get hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }
}
