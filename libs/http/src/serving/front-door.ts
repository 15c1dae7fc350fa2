import { once } from 'node:events';
import { type RequestListener, type Server, createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Observability } from '@naru/observability';
import { endStreams } from '../events/open-streams.js';
import { waitingRoom } from './waiting-room.js';

/** A client that sends a byte a minute must not hold a connection for ever (ms). */
const requestTimeoutMs = 60_000;
/** Longer than balancers keep a connection, so that they never send into one that is being closed (ms). */
const keepAliveTimeoutMs = 72_000;
const sweepEveryMs = 50;

/**
 * The port of a service. It listens from the first moment on: until the service can answer, whatever it waits for, there
 * are health and metrics, and 503 for all else.
 */
export class FrontDoor {
  readonly server: Server;
  #answer: RequestListener;
  /** Connections on which nothing was ever asked. */
  readonly #unused = new Set<Socket>();
  #isClosing = false;

  constructor(observability: Observability) {
    this.#answer = waitingRoom(observability);
    this.server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
      this.#unused.delete(request.socket);
      // a connection that is kept alive would hold the closing up for a minute
      if (this.#isClosing) response.setHeader('connection', 'close');
      this.#answer(request, response);
    });
    this.server.keepAliveTimeout = keepAliveTimeoutMs;
    this.server.on('connection', (socket: Socket) => {
      this.#unused.add(socket);
      socket.once('close', () => this.#unused.delete(socket));
    });
  }

  /** Begins to listen; answers where, http://host:port. */
  async listen(port: number, host: string): Promise<string> {
    const listening = once(this.server, 'listening');
    this.server.listen(port, host);
    await listening;
    const bound = this.server.address();
    if (bound === null || typeof bound === 'string') throw new Error('The server has no address');
    const { address, family } = bound;
    if (address === '0.0.0.0' || address === '::') return `http://localhost:${bound.port}`;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound.port}`;
  }

  /** From now on the service answers. */
  handOver(answer: RequestListener): void {
    this.#answer = answer;
  }

  /** Whether answers should say that the connection ends. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Takes no new connection; resolves when every request that came in is answered. */
  async close(): Promise<void> {
    this.#isClosing = true;
    if (!this.server.listening) return;
    endStreams(this.server);
    const closed = once(this.server, 'close');
    this.server.close();
    const closeIdle = (): void => {
      this.server.closeIdleConnections();
      // which Node does not count as idle: clients open some beforehand
      for (const socket of this.#unused) socket.destroy();
    };
    closeIdle();
    // one whose answer is under way becomes idle only then
    const sweep = setInterval(closeIdle, sweepEveryMs);
    await closed;
    clearInterval(sweep);
  }
}
