import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Change, CursorGoneError } from '@naru/streams';
import { type FastifyInstance, fastify } from 'fastify';
import { EventStream, type Followed } from './event-stream.js';
import { endStreams } from './open-streams.js';

/** A view of numbers that keeps its last three changes; its cursor is how many it has seen. */
class Numbers implements Followed<number> {
  readonly #changes: Change<number>[] = [];
  readonly #listeners = new Set<(change: Change<number>) => void>();

  get position(): string {
    return String(this.#changes.length);
  }

  readonly changes = {
    subscribe: (listener: (change: Change<number>) => void, after?: string): (() => void) => {
      if (after !== undefined) {
        if (Number(after) < this.#changes.length - 3) throw new CursorGoneError();
        this.#changes.slice(Number(after)).forEach(listener);
      }
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  push(value: number): void {
    const offset = this.#changes.length;
    const change = { key: 'n', value, partition: 0, offset, timestamp: 0, cursor: String(offset + 1) };
    this.#changes.push(change);
    for (const listener of this.#listeners) listener(change);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}

interface Heard {
  /** What the stream has said since the last call, once it says `expected`; rejects when it ends before. */
  until(expected: string): Promise<string>;
  leave(): void;
}

/** Told as 100 kB, to fill what sockets hold. */
const large = -1;

let server: FastifyInstance;
let url: string;
let numbers: Numbers;
let stream: EventStream<number>;
let cutOff = 0;

beforeEach(async () => {
  numbers = new Numbers();
  stream = new EventStream(numbers, {
    toEvent: ({ value }) => ({ event: 'number', data: value === large ? 'x'.repeat(100_000) : value }),
    maxBufferedBytes: 400_000,
    maxClients: 2,
    heartbeatSeconds: 0.05,
    onCutOff: () => cutOff++,
  });
  server = fastify();
  server.get('/numbers', (request, reply) => {
    const onlyEven = request.url.includes('even');
    stream.open(request, reply, {
      snapshot: () => ({ upTo: Number(numbers.position) }),
      ...(onlyEven ? { wants: ({ value }: Change<number>) => value !== null && value % 2 === 0 } : {}),
    });
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  stream.close();
  endStreams(server.server);
  await server.close();
});

async function listen(path = '/numbers', headers: Record<string, string> = {}): Promise<Heard> {
  const leaving = new AbortController();
  const answer = await fetch(url + path, { headers, signal: leaving.signal });
  expect(answer.status).toBe(200);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    until: async (expected) => {
      while (!text.includes(expected)) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: '' };
        if (done) throw new Error(`The stream ended before "${expected}": ${text.slice(-200)}`);
        text += value;
      }
      const heard = text;
      text = '';
      return heard;
    },
    leave: () => {
      leaving.abort();
    },
  };
}

describe('a stream of events', () => {
  it('begins with the present state, then tells each change under its cursor', async () => {
    numbers.push(7);
    const heard = await listen();
    await heard.until('id: 1\nevent: snapshot\ndata: {"upTo":1}\n\n');
    numbers.push(8);
    await heard.until('id: 2\nevent: number\ndata: 8\n\n');
    heard.leave();
  });

  it('goes on where the client stopped, without a snapshot', async () => {
    [1, 2, 3].forEach((value) => {
      numbers.push(value);
    });
    const heard = await listen('/numbers', { 'last-event-id': '1' });
    const text = await heard.until('data: 3');
    expect(text).not.toContain('snapshot');
    expect(text).toContain('data: 2');
    heard.leave();
  });

  it('gives the whole state to a client that was away too long', async () => {
    for (let value = 0; value < 9; value++) numbers.push(value);
    const heard = await listen('/numbers', { 'last-event-id': '1' });
    await heard.until('event: snapshot\ndata: {"upTo":9}');
    heard.leave();
  });

  it('moves the cursor of a client that filters, by its heartbeat', async () => {
    const heard = await listen('/numbers?even');
    await heard.until('snapshot');
    numbers.push(1);
    expect(await heard.until(': heartbeat\nid: 1\n\n')).not.toContain('data: 1');
    numbers.push(2);
    await heard.until('data: 2');
    heard.leave();
  });

  it('cuts off a client that does not read, and the others hear on', async () => {
    const [slow, quick] = [await listen(), await listen()];
    const before = cutOff;
    while (cutOff === before) {
      numbers.push(large);
      await quick.until('x"\n\n');
    }
    await expect(slow.until('nothing of the kind')).rejects.toThrow('NARU_LISTENER_TOO_SLOW');
    expect(stream.clients).toBe(1);
    quick.leave();
  });

  it('takes no more clients than it may', async () => {
    const [one, other] = [await listen(), await listen()];
    const { statusCode } = await server.inject('/numbers');
    expect(statusCode).toBe(500);
    expect(stream.clients).toBe(2);
    one.leave();
    other.leave();
  });

  it('forgets a client that left, and ends when its server closes', async () => {
    const gone = await listen();
    const heard = await listen();
    gone.leave();
    endStreams(server.server);
    await expect(heard.until('nothing of the kind')).rejects.toThrow('ended before');
    await server.close();
    expect([stream.clients, numbers.listeners]).toEqual([0, 0]);
  });
});
