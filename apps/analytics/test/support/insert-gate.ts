import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  createServer,
  request,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Where an insert is held: before the warehouse has heard of it, in the middle of its rows, or when only its answer is missing. */
export type Moment = 'before' | 'half' | 'answered';

/** An insert that stands still. */
export interface Held {
  readonly queryId: string;
  /** Lets it go on, whether or not anybody waits for it still; resolves when it came to its end. */
  readonly release: () => Promise<void>;
}

interface Hold {
  readonly table: string;
  readonly moment: Moment;
  readonly resolve: (held: Held) => void;
}

/** A way to the warehouse on which one insert can be held at a chosen moment. */
export class InsertGate {
  readonly #server: Server;
  readonly #holds: Hold[] = [];

  private constructor(private readonly target: URL) {
    this.#server = createServer((message, response) => {
      this.#pass(message, response).catch(() => response.destroy());
    });
  }

  static async open(target: string): Promise<InsertGate> {
    const gate = new InsertGate(new URL(target));
    await new Promise<void>((resolve) => gate.#server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Holds the next insert into a table (`database.table`). */
  hold(table: string, moment: Moment): Promise<Held> {
    return new Promise((resolve) => this.#holds.push({ table, moment, resolve }));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const search = new URL(message.url ?? '/', this.target).searchParams;
    const statement = (search.get('query') ?? '').replaceAll('`', '');
    const hold = this.#holds.find(({ table }) => statement.startsWith(`INSERT INTO ${table} `));
    const body = await buffer(message);
    if (hold === undefined) {
      await answer(await this.#forward(message, [body]), response);
      return;
    }
    this.#holds.splice(this.#holds.indexOf(hold), 1);
    const queryId = search.get('query_id') ?? '';
    await this.#holdBack(hold, queryId, message, body, response);
  }

  async #holdBack(
    { moment, resolve }: Hold,
    queryId: string,
    message: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    const released = Promise.withResolvers<undefined>();
    const ended = Promise.withResolvers<undefined>();
    const release = (): Promise<void> => {
      released.resolve(undefined);
      return ended.promise;
    };
    try {
      const half = Math.floor(body.length / 2);
      if (moment === 'answered') {
        const answered = await this.#forward(message, [body]);
        resolve({ queryId, release });
        await released.promise;
        await answer(answered, response);
        return;
      }
      const upload = moment === 'half' ? this.#open(message) : undefined;
      upload?.on('error', () => undefined); // told to end, or its process is gone
      upload?.write(body.subarray(0, half));
      // whoever is killed takes its half of an insert with it
      response.on('close', () => upload?.destroy());
      resolve({ queryId, release });
      await released.promise;
      if (moment === 'before') await answer(await this.#forward(message, [body]), response);
      else upload?.end(body.subarray(half));
    } finally {
      ended.resolve(undefined);
    }
  }

  #open(message: IncomingMessage): ClientRequest {
    const { hostname, port } = this.target;
    const headers = without(message.headers, 'content-length', 'connection', 'host');
    return request({ hostname, port, method: message.method ?? 'GET', path: message.url ?? '/', headers });
  }

  async #forward(message: IncomingMessage, parts: readonly Buffer[]): Promise<{ head: IncomingMessage; body: Buffer }> {
    const upload = this.#open(message);
    const head = new Promise<IncomingMessage>((resolve, reject) => {
      upload.on('response', resolve);
      upload.on('error', reject);
    });
    for (const part of parts) upload.write(part);
    upload.end();
    const came = await head;
    return { head: came, body: await buffer(came) };
  }
}

async function answer(
  { head, body }: { head: IncomingMessage; body: Buffer },
  response: ServerResponse,
): Promise<void> {
  if (response.destroyed) return;
  const headers = without(head.headers, 'transfer-encoding', 'connection', 'keep-alive');
  response.writeHead(head.statusCode ?? 500, headers);
  await new Promise<void>((resolve) => response.end(body, resolve));
}

const without = (headers: IncomingHttpHeaders, ...names: readonly string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
