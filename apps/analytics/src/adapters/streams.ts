import { once } from 'node:events';
import type { TopicContract } from '@naru/contracts';
import { type EventClient, Problem, httpProblems } from '@naru/http';
import { type KafkaClient, TransientError } from '@naru/kafka';
import type { DecoderOptions } from '@naru/subscriber';
import type { StreamFilter } from '../domain/stream-filter.js';
import { analyticsProblems } from '../http/problems.js';
import { type StreamPosition, decodeStreamCursor } from './stream-cursor.js';
import { StreamFollower } from './stream-follower.js';
import { type StreamPage, readStreamPage } from './stream-page.js';
import { StreamSource } from './stream-source.js';
import { TopicTail } from './stream-tail.js';

/** How long a tail that nobody listens to is kept for whoever comes back (ms). */
const LINGER_MS = 30_000;
const HEARTBEAT_MS = 10_000;

export interface StreamsOptions extends DecoderOptions {
  readonly client: KafkaClient;
  /** Clients that follow at once; 100 by default. */
  readonly maxClients?: number;
  /** Of them, and of pages, those that read for themselves at once; 16 by default. */
  readonly maxReaders?: number;
}

/** Where reading begins: behind a cursor, at an end of the topic, or at a time (ms since 1970). */
export type StreamStart = { readonly cursor: string } | { readonly from: 'earliest' | 'latest' | number };

/** A client that follows. */
export interface Follower {
  readonly listener: EventClient;
  readonly filter: StreamFilter;
  readonly position: StreamPosition;
  /** Aborted when its connection has ended. */
  readonly gone: AbortSignal;
}

/** The topics of the hub as streams over HTTP: each read once for all who follow it live. */
export class Streams {
  readonly #sources = new Map<string, StreamSource>();
  readonly #tails = new Map<string, SharedTail>();
  /** Clients, and what tells them once the tail is there. */
  readonly #followers = new Map<Follower, StreamFollower | undefined>();
  readonly #closing = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  #readers = 0;

  constructor(private readonly options: StreamsOptions) {
    this.#heartbeat = setInterval(() => {
      for (const follower of this.#followers.values()) follower?.beat();
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  sourceOf(contract: TopicContract): StreamSource {
    const known = this.#sources.get(contract.name) ?? new StreamSource(contract, this.options);
    this.#sources.set(contract.name, known);
    return known;
  }

  /** Problems: NARU_CURSOR_INVALID, NARU_STREAM_CURSOR_GONE, NARU_STREAM_UNAVAILABLE. */
  async begin({ topic, contract }: StreamSource, start: StreamStart): Promise<StreamPosition> {
    const { admin } = this.options.client;
    const offsetsAt = async (at: 'earliest' | 'latest' | number): Promise<number[]> => {
      const offsets: number[] = [];
      for (const { partition, offset } of await admin.listOffsets([topic], at, 'read_uncommitted').catch(unavailable))
        offsets[partition] = offset;
      return offsets;
    };
    if ('from' in start) return await offsetsAt(start.from);
    const [first, last] = await Promise.all([offsetsAt('earliest'), offsetsAt('latest')]);
    const position = decodeStreamCursor(start.cursor, contract.name, first.length);
    const isKept = position.every((at, partition) => at >= (first[partition] ?? 0) && at <= (last[partition] ?? 0));
    if (!isKept) throw new Problem(analyticsProblems.NARU_STREAM_CURSOR_GONE);
    return position;
  }

  /** A page, read for this one client. */
  async page(
    source: StreamSource,
    asked: { readonly position: StreamPosition; readonly filter: StreamFilter; readonly limit: number },
  ): Promise<StreamPage> {
    const leave = this.#takePlace();
    if (leave === undefined) throw tooMany();
    try {
      return await readStreamPage(this.options.client, source, { ...asked, signal: this.#closing.signal });
    } finally {
      leave();
    }
  }

  /** Refuses (503) before anything was answered; then call `follow`. */
  requireRoom(): void {
    if (this.#followers.size >= (this.options.maxClients ?? 100)) throw tooMany();
  }

  /** Tells a client everything behind a position, until it is gone; whatever goes wrong is its last event. */
  async follow(source: StreamSource, follower: Follower): Promise<void> {
    const { listener, gone } = follower;
    this.#followers.set(follower, undefined);
    const shared = this.#borrow(source);
    try {
      const following = new StreamFollower({
        ...follower,
        client: this.options.client,
        source,
        tail: await shared.tail,
        signal: AbortSignal.any([gone, this.#closing.signal]),
        takePlace: () => this.#takePlace(),
      });
      this.#followers.set(follower, following);
      await following.run();
    } catch {
      listener.cutOff(analyticsProblems.NARU_STREAM_UNAVAILABLE);
    }
    if (!gone.aborted) await once(gone, 'abort');
    this.#followers.delete(follower);
    this.#giveBack(source, shared);
  }

  get clients(): number {
    return this.#followers.size;
  }

  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    this.#closing.abort();
    for (const { listener } of this.#followers.keys()) listener.end();
    for (const shared of this.#tails.values()) await closed(shared);
  }

  #takePlace(): (() => void) | undefined {
    if (this.#readers >= (this.options.maxReaders ?? 16)) return undefined;
    this.#readers++;
    return () => {
      this.#readers--;
    };
  }

  #borrow(source: StreamSource): SharedTail {
    const known = this.#tails.get(source.topic);
    const shared = known ?? this.#open(source);
    clearTimeout(shared.closing);
    shared.users++;
    return shared;
  }

  #open(source: StreamSource): SharedTail {
    const forget = (): void => {
      if (this.#tails.get(source.topic) === shared) this.#tails.delete(source.topic);
    };
    const tail = new TopicTail(this.options.client, source, forget);
    const started = tail.start().then(
      () => tail,
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    started.catch(() => undefined); // whoever borrows it hears
    const shared: SharedTail = { tail: started, users: 0, closing: undefined };
    this.#tails.set(source.topic, shared);
    return shared;
  }

  #giveBack({ topic }: StreamSource, shared: SharedTail): void {
    shared.users--;
    if (shared.users > 0 || this.#closing.signal.aborted) return;
    shared.closing = setTimeout(() => {
      if (this.#tails.get(topic) === shared) this.#tails.delete(topic);
      void closed(shared);
    }, LINGER_MS);
    shared.closing.unref();
  }
}

interface SharedTail {
  readonly tail: Promise<TopicTail>;
  users: number;
  closing: NodeJS.Timeout | undefined;
}

async function closed({ tail, closing }: SharedTail): Promise<void> {
  clearTimeout(closing);
  const started = await tail.catch(() => undefined);
  await started?.close();
}

const tooMany = (): Problem => new Problem(httpProblems.NARU_TOO_MANY_LISTENERS, { headers: { 'retry-after': '10' } });

function unavailable(error: unknown): never {
  if (!(error instanceof TransientError)) throw error;
  throw new Problem(analyticsProblems.NARU_STREAM_UNAVAILABLE, { headers: { 'retry-after': '5' }, cause: error });
}
