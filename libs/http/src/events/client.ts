import type { ServerResponse } from 'node:http';
import { httpProblems } from '../problems/catalogue.js';

const { code, advice } = httpProblems.NARU_LISTENER_TOO_SLOW;
const cutOffText = `event: cut-off\ndata: ${JSON.stringify({ code, advice })}\n\n`;

/** How long a client that was cut off may take to read why, before its connection is destroyed (ms). */
const farewellMs = 2_000;

/** One listener. What it hasn't read yet waits in its socket's buffer; beyond the limit it is cut off with a reason. */
export class EventClient {
  #allowedBytes: number;
  #isOpen = true;

  constructor(
    private readonly response: ServerResponse,
    private readonly maxBufferedBytes: number,
    private readonly onCutOff: () => void,
  ) {
    this.#allowedBytes = maxBufferedBytes;
    response.on('drain', () => {
      this.#allowedBytes = this.maxBufferedBytes;
    });
  }

  /** The first answer may be larger than the buffer of a client that lags: it has had no time to read yet. */
  writeSnapshot(text: string): void {
    this.#allowedBytes += Buffer.byteLength(text);
    this.write(text);
  }

  write(text: string): void {
    if (!this.#isOpen) return;
    this.response.write(text);
    if (this.response.writableLength <= this.#allowedBytes) return;
    this.end(cutOffText);
    this.onCutOff();
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
