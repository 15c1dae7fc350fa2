import type { ServerResponse } from 'node:http';
import { type ProblemKind, httpProblems } from '../problems/catalogue.js';

/** How long a client that was cut off may take to read why, before its connection is destroyed (ms). */
const farewellMs = 10_000;

/** One listener. What it hasn't read yet waits in its socket's buffer; beyond the limit it is cut off with a reason. */
export class EventClient {
  /** Of a snapshot that it has had no time to read yet. */
  #snapshotBytes = 0;
  #isOpen = true;

  constructor(
    private readonly response: ServerResponse,
    private readonly maxBufferedBytes: () => number,
    private readonly onCutOff: () => void,
  ) {
    response.on('drain', () => {
      this.#snapshotBytes = 0;
    });
  }

  /** The first answer may be larger than the buffer of a client that lags: it has had no time to read yet. */
  writeSnapshot(text: string): void {
    this.#snapshotBytes += Buffer.byteLength(text);
    this.write(text);
  }

  write(text: string): void {
    if (!this.#isOpen) return;
    this.response.write(text);
    if (this.response.writableLength <= this.maxBufferedBytes() + this.#snapshotBytes) return;
    this.cutOff(httpProblems.NARU_LISTENER_TOO_SLOW);
    this.onCutOff();
  }

  /** What it was told and has not taken yet. */
  get unreadBytes(): number {
    return this.response.writableLength;
  }

  /** What it has been told is on its way to it, or it is gone. */
  async drained(): Promise<void> {
    if (this.response.writableNeedDrain && !this.response.destroyed)
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.response.off('drain', done).off('close', done);
          resolve();
        };
        this.response.on('drain', done).on('close', done);
      });
  }

  /** The last event, with the reason. */
  cutOff({ code, advice }: ProblemKind): void {
    this.end(`event: cut-off\ndata: ${JSON.stringify({ code, advice })}\n\n`);
  }

  end(lastWords = ''): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.response.end(lastWords);
    const timer = setTimeout(() => this.response.destroy(), farewellMs);
    timer.unref();
    this.response.once('close', () => {
      clearTimeout(timer);
    });
  }
}
