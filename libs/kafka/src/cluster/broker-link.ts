import { Connection, protocolAPIsById, ResponseError, type API } from '@platformatic/kafka';
import { PermanentError, unanswered, type TransientError } from '../errors.js';
import type { KafkaClientOptions } from './options.js';
import { jittered } from './retries.js';

export interface LinkOptions extends KafkaClientOptions {
  readonly requestTimeoutMs: number;
  /** Hears of every answer, and of every request that got none. */
  readonly heard: (failure: TransientError | undefined) => void;
  /** Hears that a connection ended, or that a request of it got no answer. */
  readonly broke?: () => void;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

const CONNECT_TIMEOUT_MS = 5_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
const apiNames: Readonly<Record<number, string>> = protocolAPIsById;

/**
 * One connection to one broker, opened when it is needed and again when it broke. A broker that couldn't be reached is left
 * alone for a growing while: requests fail at once then, and their retries do the waiting.
 */
export class BrokerLink {
  readonly #address: Address;
  readonly #options: LinkOptions;
  #connection: Promise<Connection> | undefined;
  #failures = 0;
  #lastFailure = new Error('never tried');
  #notBefore = 0;
  #closed = false;

  constructor(address: Address, options: LinkOptions) {
    this.#address = address;
    this.#options = options;
  }

  /**
   * Sends one request. Answers the response also where it holds error codes, which the caller judges one by one;
   * TransientError where there was no answer. Requests of one link are handled by the broker in order.
   */
  async call<A extends unknown[], R>(api: API<A, R>, ...args: A): Promise<R> {
    const name = apiNames[api.key] ?? String(api.key);
    const began = performance.now();
    let failure: TransientError | undefined;
    try {
      return await api.async(await this.#open(), ...args);
    } catch (error) {
      if (error instanceof ResponseError && 'response' in error) return error.response as R;
      if (error instanceof PermanentError) throw error;
      this.#options.broke?.();
      throw (failure = unanswered(`${name} to ${this.name}`, error));
    } finally {
      if (!this.#closed) this.#options.heard(failure);
      this.#options.metrics?.request?.(name, performance.now() - began, failure === undefined);
    }
  }

  get name(): string {
    return `${this.#address.host}:${this.#address.port}`;
  }

  isAt(address: Address): boolean {
    return address.host === this.#address.host && address.port === this.#address.port;
  }

  /** Whoever waits for an answer is told that none comes. A broker that hangs is not waited for. */
  async close(): Promise<void> {
    this.#closed = true;
    const connection = await this.#connection?.catch(() => undefined);
    connection?.socket.destroy();
  }

  #open(): Promise<Connection> {
    if (this.#closed) return Promise.reject(new PermanentError(`the link to ${this.name} is closed`, -1, 'CLOSED'));
    if (performance.now() < this.#notBefore) return Promise.reject(this.#lastFailure);
    this.#connection ??= this.#connect();
    return this.#connection;
  }

  async #connect(): Promise<Connection> {
    const { clientId, requestTimeoutMs, tls, sasl } = this.#options;
    try {
      const connection = new Connection(clientId, {
        connectTimeout: CONNECT_TIMEOUT_MS,
        requestTimeout: requestTimeoutMs,
        maxInflights: 1_024,
        ...(tls && { tls }),
        ...(sasl && { sasl }),
      });
      connection.on('error', () => undefined); // whoever waits for an answer is told
      connection.on('close', () => {
        this.#connection = undefined;
        this.#options.broke?.();
      });
      await connection.connect(this.#address.host, this.#address.port);
      this.#failures = 0;
      return connection;
    } catch (error) {
      this.#connection = undefined;
      this.#lastFailure = error instanceof Error ? error : new Error(String(error));
      this.#notBefore = performance.now() + pauseAfter(++this.#failures);
      throw error;
    }
  }
}

/** Doubles from 50 ms to a second. */
function pauseAfter(failures: number): number {
  return jittered(Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS));
}
