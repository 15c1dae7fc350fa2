import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type WarehouseAddress, startStack } from '../src/index.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface AskOptions {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

/** The front and its engine as a process of their own, as `npm start` runs them, with data that are thrown away. */
export class WarehouseUnderTest {
  private constructor(
    readonly address: WarehouseAddress,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<WarehouseUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'naru-warehouse-'));
    const stack = await startStack({ folder, parts: ['warehouse'], ports: 'any', say: () => undefined });
    return new WarehouseUnderTest(stack.clickhouse, async () => {
      await stack.stop();
      await rm(folder, { recursive: true });
    });
  }

  /** One request as the address's user; what the server sent, undecoded where `accept-encoding` is given. */
  async ask(options: AskOptions = {}): Promise<Answer> {
    const { url, user, password } = this.address;
    const response = await fetch(`${url}/?${new URLSearchParams(options.parameters).toString()}`, {
      method: options.method ?? 'POST',
      headers: { 'X-ClickHouse-User': user, 'X-ClickHouse-Key': password, ...options.headers },
      ...(options.body !== undefined && { body: options.body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
  }

  /** The text that a statement is answered with. @throws Error with the server's words where it is refused */
  async sql(query: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const { status, text } = await this.ask({ body: query, parameters });
    if (status !== 200) throw new Error(text);
    return text.trimEnd();
  }
}
