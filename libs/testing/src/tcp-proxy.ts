import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What a network does to a connection. */
export interface Trouble {
  /** Ends connections, and takes no new ones. */
  readonly cut?: boolean;
  /** Bytes stop in both directions, and go on when it is over: nobody is told. */
  readonly silent?: boolean;
  /** Each piece comes so much later (ms). */
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
}

export interface TcpProxyOptions {
  /** Where it listens; any free port by default. */
  readonly port?: number;
  readonly target: { readonly host: string; readonly port: number };
  /** Names a connection by the first bytes that its client sends. */
  readonly nameOf?: (first: Buffer) => string;
}

interface Through {
  name: string;
  readonly client: Socket;
  readonly server: Socket;
}

const lookAgainMs = 20;

/** Stands before a server on loopback; cuts, silences and slows the connections to it, all of them or those of a name. */
export class TcpProxy {
  readonly #connections = new Set<Through>();
  #trouble: Trouble = {};
  #isMeant: (name: string) => boolean = () => true;

  private constructor(
    private readonly options: TcpProxyOptions,
    private readonly server: Server,
  ) {
    server.on('connection', (client) => {
      this.#connect(client);
    });
  }

  static async listen(options: TcpProxyOptions): Promise<TcpProxy> {
    const server = createServer();
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(options, server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Names of the connections that are open. */
  get names(): string[] {
    return [...this.#connections].map(({ name }) => name);
  }

  /** From now on, for all connections or those whose name is meant. An earlier trouble is over. */
  trouble(trouble: Trouble, isMeant: (name: string) => boolean = () => true): void {
    this.#trouble = trouble;
    this.#isMeant = isMeant;
    if (trouble.cut === true) for (const one of this.#connections) if (isMeant(one.name)) end(one);
  }

  heal(): void {
    this.trouble({});
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const one of this.#connections) end(one);
    await closed;
  }

  #connect(client: Socket): void {
    const { target, nameOf } = this.options;
    const server = createConnection(target);
    const through: Through = { name: '', client, server };
    this.#connections.add(through);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // a connection that breaks on one side breaks on the other
      socket.on('error', () => undefined);
      socket.on('close', () => {
        end(through);
        this.#connections.delete(through);
      });
    }
    client.once('data', (first: Buffer) => {
      through.name = nameOf?.(first) ?? '';
      client.pause();
      client.unshift(first);
      void this.#pass(through, client, server);
      void this.#pass(through, server, client);
    });
  }

  async #pass(through: Through, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        await this.#untilPassable(through, chunk.length);
        if (!to.write(chunk)) await once(to, 'drain');
      }
      to.end();
    } catch {
      end(through);
    }
  }

  async #untilPassable(through: Through, bytes: number): Promise<void> {
    const isTroubled = (): boolean => this.#isMeant(through.name);
    if (!isTroubled()) return;
    if (this.#trouble.cut === true) throw new Error('cut');
    const { delayMs = 0, bytesPerSecond = Infinity } = this.#trouble;
    const waitMs = delayMs + (1_000 * bytes) / bytesPerSecond;
    if (waitMs > 0) await delay(waitMs);
    while (this.#trouble.silent === true && isTroubled() && !through.client.destroyed) await delay(lookAgainMs);
  }
}

function end({ client, server }: Through): void {
  client.destroy();
  server.destroy();
}

/** Names a connection of a Kafka client: the client id in its first request (size, key, version and correlation id before). */
export function kafkaClientId(first: Buffer): string {
  const at = 12;
  if (first.length < at + 2) return '';
  const length = first.readInt16BE(at);
  return length <= 0 ? '' : first.toString('utf8', at + 2, at + 2 + length);
}
