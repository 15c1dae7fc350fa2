import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';

/** A way to another address that can be shut: connections are cut, and new ones refused. */
export class Gate {
  readonly #sockets = new Set<Socket>();
  #isShut = false;

  private constructor(private readonly server: Server) {}

  static async open(host: string, port: number): Promise<Gate> {
    const server = createServer();
    const gate = new Gate(server);
    server.on('connection', (socket) => {
      gate.#pass(socket, connect(port, host));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return gate;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  shut(): void {
    this.#isShut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  reopen(): void {
    this.#isShut = false;
  }

  async close(): Promise<void> {
    this.shut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #pass(near: Socket, far: Socket): void {
    if (this.#isShut) {
      near.destroy();
      far.destroy();
      return;
    }
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  }
}
