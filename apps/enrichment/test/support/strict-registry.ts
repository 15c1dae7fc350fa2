import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** The registry as a city has it: services look up and fetch, releases register. */
export class StrictRegistry {
  /** Ids that it has lost, as one that was restored from an old backup. */
  readonly lost = new Set<number>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(private readonly behind: string) {}

  static async before(url: string): Promise<StrictRegistry> {
    const registry = new StrictRegistry(url);
    registry.#server.listen(0, '127.0.0.1');
    await once(registry.#server, 'listening');
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '' } = request;
    const body = await buffer(request);
    const id = /\/schemas\/ids\/(\d+)/.exec(url)?.[1];
    if (id !== undefined && this.lost.has(Number(id))) {
      response.writeHead(404).end(JSON.stringify({ error_code: 40_403, message: 'No such schema' }));
      return;
    }
    if (url.endsWith('/versions')) {
      response.writeHead(409).end(JSON.stringify({ message: 'Only releases register' }));
      return;
    }
    const answer = await fetch(this.behind + url, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body.length === 0 ? {} : { body }),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  }
}
