import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Numbers of the requests that tests meddle with (kafka.apache.org/protocol#protocol_api_keys). */
export const apis = {
  Produce: 0,
  Fetch: 1,
  OffsetCommit: 8,
  OffsetFetch: 9,
  FindCoordinator: 10,
  JoinGroup: 11,
  Heartbeat: 12,
  SyncGroup: 14,
  InitProducerId: 22,
  EndTxn: 26,
  TxnOffsetCommit: 28,
} as const;
export type Api = keyof typeof apis;

/** What becomes of one request: `swallowed` is carried out and never answered, `answered` has its answer changed. */
export type Fate =
  | { readonly kind: 'cut before' | 'cut after' | 'swallowed' }
  | { readonly kind: 'answered'; readonly edit: (answer: Buffer) => void };

interface Plan {
  readonly api: number;
  readonly fate: Fate;
  times: number;
  readonly met: () => void;
}

interface Connection {
  readonly client: Socket;
  readonly broker: Socket;
  /** By correlation id, of requests whose answer is not to go through as it is. */
  readonly awaited: Map<number, Fate>;
}

const LOOPBACK = '127.0.0.1';

/**
 * Stands before a broker, and clients take it for the broker: answers name the proxy's port in place of the broker's.
 * Requests go through whole, until a test has said what becomes of the next ones of a kind.
 */
export class KafkaProxy {
  /** Every request that came, in order: its number, and when (`performance.now()`). */
  readonly requests: { readonly api: number; readonly at: number }[] = [];
  readonly #brokerPort: number;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #plans: Plan[] = [];
  /** Answers come through at so many bytes a second. */
  bytesPerSecond = Infinity;
  #silence: PromiseWithResolvers<void> | undefined;

  private constructor(brokerPort: number, server: Server) {
    this.#brokerPort = brokerPort;
    this.#server = server;
    server.on('connection', (client) => {
      this.#connect(client);
    });
  }

  static async before(broker: string): Promise<KafkaProxy> {
    const server = createServer().listen(0, LOOPBACK);
    await once(server, 'listening');
    return new KafkaProxy(Number(broker.split(':')[1]), server);
  }

  get address(): string {
    return `${LOOPBACK}:${(this.#server.address() as AddressInfo).port}`;
  }

  countOf(api: Api, since = 0): number {
    return this.requests.filter((request) => request.api === apis[api] && request.at >= since).length;
  }

  /** Decides the fate of the next requests of a kind; resolves when the last of them has met it. */
  next(api: Api, fate: Fate, times = 1): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#plans.push({
      api: apis[api],
      fate,
      times,
      met: () => {
        resolve(undefined);
      },
    });
    return promise;
  }

  /** The next answers of a kind carry this error, though the broker has done what it was asked. */
  answer(api: Api, errorCode: number, times = 1): Promise<void> {
    return this.next(
      api,
      {
        kind: 'answered',
        edit: (answer) => {
          answer.writeInt16BE(errorCode, errorAt(api, answer));
        },
      },
      times,
    );
  }

  /** Like a broker that is stopped in its tracks: connections stay, connections are taken, nothing moves. */
  silence(): void {
    this.#silence ??= Promise.withResolvers();
  }

  heal(): void {
    this.#silence?.resolve();
    this.#silence = undefined;
    this.#plans = [];
    this.bytesPerSecond = Infinity;
  }

  async close(): Promise<void> {
    this.heal();
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const one of this.#connections) end(one);
    await closed;
  }

  #connect(client: Socket): void {
    const broker = createConnection({ host: LOOPBACK, port: this.#brokerPort });
    const connection: Connection = { client, broker, awaited: new Map() };
    this.#connections.add(connection);
    for (const socket of [client, broker]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        end(connection);
        this.#connections.delete(connection);
      });
    }
    void this.#pass(client, (frame) => this.#request(connection, frame)).catch(() => {
      end(connection);
    });
    void this.#pass(broker, (frame) => this.#answer(connection, frame)).catch(() => {
      end(connection);
    });
  }

  async #pass(from: Socket, take: (frame: Buffer) => Promise<void>): Promise<void> {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of from as AsyncIterable<Buffer>) {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
        const size = 4 + rest.readInt32BE(0);
        await this.#silence?.promise;
        await take(rest.subarray(0, size));
        rest = rest.subarray(size);
      }
    }
  }

  async #request(connection: Connection, frame: Buffer): Promise<void> {
    const api = frame.readInt16BE(4);
    this.requests.push({ api, at: performance.now() });
    const plan = this.#plans.find((one) => one.api === api);
    if (plan) {
      if (--plan.times === 0) this.#plans = this.#plans.filter((one) => one !== plan);
      if (plan.fate.kind === 'cut before') end(connection);
      else connection.awaited.set(frame.readInt32BE(8), plan.fate);
      if (plan.times === 0) plan.met();
    }
    await send(connection.broker, frame);
  }

  async #answer(connection: Connection, frame: Buffer): Promise<void> {
    const correlation = frame.readInt32BE(4);
    const fate = connection.awaited.get(correlation);
    connection.awaited.delete(correlation);
    if (fate?.kind === 'swallowed') return;
    if (fate?.kind === 'cut after') end(connection);
    if (fate?.kind === 'answered') fate.edit(frame);
    this.#nameProxy(frame);
    if (Number.isFinite(this.bytesPerSecond)) await this.#slowly(connection.client, frame);
    else await send(connection.client, frame);
  }

  async #slowly(to: Socket, frame: Buffer): Promise<void> {
    const piece = Math.max(1, Math.round(this.bytesPerSecond / 50));
    for (let at = 0; at < frame.length && !to.destroyed; at += piece) {
      await send(to, frame.subarray(at, at + piece));
      if (frame.length > piece) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Where an answer says where the broker is: its host as a compact string, its port as four bytes behind. */
  #nameProxy(frame: Buffer): void {
    const host = Buffer.from(`${String.fromCharCode(LOOPBACK.length + 1)}${LOOPBACK}`);
    for (let at = frame.indexOf(host); at >= 0; at = frame.indexOf(host, at + 1)) {
      const port = at + host.length;
      if (port + 4 <= frame.length && frame.readInt32BE(port) === this.#brokerPort)
        frame.writeInt32BE((this.#server.address() as AddressInfo).port, port);
    }
  }
}

function end({ client, broker }: Connection): void {
  client.destroy();
  broker.destroy();
}

async function send(to: Socket, bytes: Buffer): Promise<void> {
  if (!to.destroyed && !to.write(bytes)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
}

/** Behind size, correlation id and the header's empty tags. */
const BODY = 9;

/** Where the first error code of an answer stands, in the versions that this library speaks. */
function errorAt(api: Api, answer: Buffer): number {
  const skipString = (at: number): number => at + answer.readUInt8(at); // compact: its length plus one, in one byte
  const firstOfTopic = (at: number): number => skipString(at + 1) + 1 + 4; // one topic, one partition, its number
  switch (api) {
    case 'Produce':
      return firstOfTopic(BODY);
    case 'Fetch':
      return BODY + 4 + 2 + 4 + 1 + 16 + 1 + 4; // throttle, error, session, topics, id, partitions, number
    case 'OffsetCommit':
    case 'TxnOffsetCommit':
      return firstOfTopic(BODY + 4);
    case 'OffsetFetch': {
      const partition = firstOfTopic(skipString(BODY + 4 + 1)); // throttle, groups, group
      return skipString(partition + 8 + 4); // offset, leader epoch, metadata
    }
    case 'FindCoordinator': {
      const host = skipString(BODY + 4 + 1) + 4; // throttle, coordinators, key, node
      return skipString(host) + 4;
    }
    default:
      return BODY + 4; // throttle
  }
}
