import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A few connections to one address, kept open; requests beyond them wait. */
export class Connections {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    count: number,
    private readonly headers: Readonly<Record<string, string>>,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: count });
  }

  post(body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { ...this.headers, 'content-type': 'application/x-ndjson', 'content-length': body.length };
      const sent = request(this.url, { method: 'POST', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        });
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** A bay's record as its gateway sends it. */
export const bayRecord = (id: string, device: string, observedAt: number, state: 'free' | 'occupied'): string =>
  JSON.stringify({ id, device, observedAt: new Date(observedAt).toISOString(), state });
