import { setTimeout as pause } from 'node:timers/promises';
import { type EventClient, type ProblemKind, httpProblems } from '@naru/http';
import { type KafkaClient, PositionLostError, Reader, TopicRecreatedError } from '@naru/kafka';
import { type StreamFilter, isAskedFor } from '../domain/stream-filter.js';
import { analyticsProblems } from '../http/problems.js';
import { type StreamPosition, encodeStreamCursor } from './stream-cursor.js';
import type { StreamEntry, StreamSource } from './stream-source.js';
import type { TopicTail } from './stream-tail.js';

const POLL_MS = 500;
/** A client that catches up may leave so much unread before it is waited for, and so long. */
const UNREAD_BYTES = 65_536;
const PATIENCE_MS = 10_000;
/** What catching up holds of the topic, compressed. */
const MAX_BUFFERED_BYTES = 1_048_576;

export interface Following {
  readonly client: KafkaClient;
  readonly source: StreamSource;
  readonly tail: TopicTail;
  readonly listener: EventClient;
  readonly filter: StreamFilter;
  readonly position: StreamPosition;
  readonly signal: AbortSignal;
  /** Bounds how many read for themselves at once; answers the way to give the place back. */
  readonly takePlace: () => (() => void) | undefined;
}

/**
 * One client of a stream. Behind the tail it reads for itself, as fast as it takes what it gets; then it listens to the
 * tail, and is cut off where it doesn't keep up: it slows nobody.
 */
export class StreamFollower {
  readonly #next: number[];
  #stop: (() => void) | undefined;

  constructor(private readonly following: Following) {
    this.#next = [...following.position];
  }

  /** Resolves when it listens to the tail, or is gone. */
  async run(): Promise<void> {
    const { signal } = this.following;
    signal.addEventListener(
      'abort',
      () => {
        this.#stop?.();
      },
      { once: true },
    );
    try {
      const isLive = this.#listen();
      this.beat();
      if (!isLive) await this.#catchUp();
    } catch (error) {
      if (!signal.aborted) this.#cutOff(reasonOf(error));
    }
  }

  /** Says where the client is, and, where it has everything, how far the hub is. */
  beat(): void {
    const { tail, source, listener } = this.following;
    const clock = this.#stop && tail.clock;
    if (this.#stop)
      for (const [partition, offset] of tail.position.entries())
        this.#next[partition] = Math.max(offset, this.#next[partition] ?? 0);
    const data = {
      clock: clock === undefined ? null : new Date(clock).toISOString(),
      live: this.#stop !== undefined,
      cursor: encodeStreamCursor(source.contract.name, this.#next),
    };
    listener.write(eventText('progress', data.cursor, JSON.stringify(data)));
  }

  #listen(): boolean {
    const { tail } = this.following;
    this.#stop = tail.attach(this.#next.slice(), {
      hear: (entry) => {
        this.#tell(entry);
      },
      lose: (error) => {
        this.#cutOff(reasonOf(error));
      },
    });
    return this.#stop !== undefined;
  }

  async #catchUp(): Promise<void> {
    const { client, source, signal, takePlace } = this.following;
    const leave = takePlace();
    if (leave === undefined) {
      this.#cutOff(httpProblems.NARU_TOO_MANY_LISTENERS);
      return;
    }
    const reader = new Reader(client, {
      topics: [source.topic],
      from: 'earliest',
      positions: this.#next.map((offset, partition) => ({ topic: source.topic, partition, offset })),
      maxBufferedBytes: MAX_BUFFERED_BYTES,
    });
    try {
      await reader.start();
      while (!signal.aborted) {
        if (this.#listen()) {
          this.beat();
          return;
        }
        for (const batch of await reader.poll(POLL_MS)) {
          const { entries } = await source.read(batch, signal);
          for (const entry of entries) {
            this.#tell(entry);
            if (!(await this.#keepsUp())) return;
          }
          this.#next[batch.partition] = batch.lastOffset + 1;
        }
      }
    } finally {
      leave();
      await reader.close();
    }
  }

  #tell(entry: StreamEntry): void {
    const { filter, listener, source } = this.following;
    this.#next[entry.partition] = entry.offset + 1;
    if (entry.event === 'record' && !isAskedFor(entry.value, filter)) return;
    listener.write(eventText(entry.event, encodeStreamCursor(source.contract.name, this.#next), entry.json));
  }

  async #keepsUp(): Promise<boolean> {
    const { listener, signal } = this.following;
    if (listener.unreadBytes <= UNREAD_BYTES) return !signal.aborted;
    const waited = new AbortController();
    const isTooSlow = await Promise.race([
      listener.drained().then(() => false),
      pause(PATIENCE_MS, true, { signal: AbortSignal.any([signal, waited.signal]) }).catch(() => false),
    ]);
    waited.abort();
    if (isTooSlow) this.#cutOff(httpProblems.NARU_LISTENER_TOO_SLOW);
    return !isTooSlow && !signal.aborted;
  }

  #cutOff(kind: ProblemKind): void {
    this.#stop?.();
    this.following.listener.cutOff(kind);
  }
}

function reasonOf(error: unknown): ProblemKind {
  const isGone = error instanceof PositionLostError || error instanceof TopicRecreatedError;
  return isGone ? analyticsProblems.NARU_STREAM_CURSOR_GONE : analyticsProblems.NARU_STREAM_UNAVAILABLE;
}

const eventText = (event: string, cursor: string, json: string): string =>
  `id: ${cursor}\nevent: ${event}\ndata: ${json}\n\n`;
