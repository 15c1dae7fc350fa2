import { BrokerLink, type Address, type LinkOptions } from './broker-link.js';

/**
 * One link a broker for one purpose. A broker answers a connection's requests in order, so whoever sends requests that
 * it holds back (fetch, join) has a lane of its own.
 */
export class Lane {
  readonly #options: LinkOptions;
  readonly #links = new Map<number, BrokerLink>();
  /** Connections that ended, and requests without an answer, so far. */
  breaks = 0;

  constructor(options: LinkOptions) {
    this.#options = { ...options, broke: () => (this.breaks += 1) };
  }

  link(node: number, address: Address): BrokerLink {
    const known = this.#links.get(node);
    if (known?.isAt(address)) return known;
    void known?.close();
    const link = new BrokerLink(address, this.#options);
    this.#links.set(node, link);
    return link;
  }

  /** Ends the connections, and with them the requests under way; the next request opens new ones. */
  async reset(): Promise<void> {
    const links = [...this.#links.values()];
    this.#links.clear();
    await Promise.all(links.map((link) => link.close()));
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#links.values(), (link) => link.close()));
  }
}
