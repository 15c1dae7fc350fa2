import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Analytics as a process of its own, from what is built: to be killed and paused. */
export class AnalyticsProcess {
  /** What it has logged, a line an entry. */
  readonly lines: string[] = [];

  private constructor(private readonly child: ChildProcess) {
    if (child.stdout === null) throw new Error('It has no output to read');
    createInterface(child.stdout).on('line', (line) => this.lines.push(line));
  }

  static start(environment: Readonly<Record<string, string>>): AnalyticsProcess {
    const env = { ...process.env, ...environment, NARU_LOG_LEVEL: 'info' };
    return new AnalyticsProcess(spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }
}
