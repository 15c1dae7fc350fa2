import { BrokerLink, type Address } from './broker-link.js';
import type { KafkaClientOptions } from './options.js';

/**
 * One link a broker for one purpose. A broker answers a connection's requests in order, so whoever sends requests that
 * it holds back (fetch, join) has a lane of its own.
 */
export class Lane {
  readonly #options: KafkaClientOptions;
  readonly #requestTimeoutMs: number;
  readonly #links = new Map<number, BrokerLink>();

  constructor(options: KafkaClientOptions, requestTimeoutMs: number) {
    this.#options = options;
    this.#requestTimeoutMs = requestTimeoutMs;
  }

  link(node: number, address: Address): BrokerLink {
    const known = this.#links.get(node);
    if (known?.isAt(address)) return known;
    void known?.close();
    const link = new BrokerLink(address, this.#options, this.#requestTimeoutMs);
    this.#links.set(node, link);
    return link;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#links.values(), (link) => link.close()));
  }
}
