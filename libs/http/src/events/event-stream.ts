import { type Change, type ChangeFeed, CursorGoneError, CursorInvalidError } from '@naru/streams';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpProblems } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import { beginEvents } from './begin-events.js';
import { EventClient } from './client.js';
import { noteStream } from './open-streams.js';

/** A server-sent event: its name, and what stands in it as JSON. */
export interface OutgoingEvent {
  readonly event: string;
  readonly data: unknown;
}

/** What is followed: a View of libs/streams. */
export interface Followed<W> {
  readonly changes: ChangeFeed<W>;
  readonly position: string;
}

export interface EventStreamOptions<W> {
  /** How a change looks to clients; null for a change that nobody outside hears of. */
  toEvent(change: Change<W>): OutgoingEvent | null;
  /** A comment and the current position at least this often (s), so that proxies keep the connection. 15 by default. */
  readonly heartbeatSeconds?: number;
  /** What all clients together may leave unread (bytes); one may leave its share, at most 8 MiB. 256 MiB by default. */
  readonly maxBufferedBytes?: number;
  readonly maxClients?: number;
  /** Told when a slow client was cut off. */
  onCutOff?(): void;
}

export interface Listening<W> {
  /** Everything as it is now, for a client that comes without a cursor or with one that is too old: it replaces what the client knew. */
  snapshot(): unknown;
  /** Which changes this client asked for; all by default. */
  wants?(change: Change<W>): boolean;
}

/**
 * Server-sent events of the changes of a view. Each event's id is a cursor of the view, so a client resumes at any
 * instance by Last-Event-ID. First comes `event: snapshot`, unless the changes behind its cursor are still at hand.
 */
export class EventStream<W> {
  readonly #clients = new Set<EventClient>();
  readonly #texts = new WeakMap<Change<W>, string>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(
    private readonly view: Followed<W>,
    private readonly options: EventStreamOptions<W>,
  ) {
    this.#heartbeat = setInterval(
      () => {
        this.#beat();
      },
      (options.heartbeatSeconds ?? 15) * 1_000,
    );
    this.#heartbeat.unref();
  }

  /** Answers `request` with the stream; the controller takes `@Res()` and returns nothing. */
  open(request: FastifyRequest, reply: FastifyReply, listening: Listening<W>): void {
    if (this.#clients.size >= (this.options.maxClients ?? 1_000))
      throw new Problem(httpProblems.NARU_TOO_MANY_LISTENERS, { headers: { 'retry-after': '10' } });
    const lastEventId = request.headers['last-event-id'];
    const client = this.#connect(request, reply);
    const send = (change: Change<W>): void => {
      if (listening.wants?.(change) === false) return;
      const text = this.#textOf(change);
      if (text !== '') client.write(text);
    };
    const stop = this.#resume(
      send,
      typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : undefined,
      () => {
        client.writeSnapshot(eventText({ event: 'snapshot', data: listening.snapshot() }, this.view.position));
      },
    );
    const forget = noteStream(request.server.server, () => {
      client.end();
    });
    reply.raw.once('close', () => {
      stop();
      forget();
      this.#clients.delete(client);
    });
  }

  get clients(): number {
    return this.#clients.size;
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const client of this.#clients) client.end();
  }

  #connect(request: FastifyRequest, reply: FastifyReply): EventClient {
    const share = (): number => Math.min(mostOfOne, (this.options.maxBufferedBytes ?? mostOfAll) / this.#clients.size);
    const client = new EventClient(beginEvents(request, reply), share, () => this.options.onCutOff?.());
    this.#clients.add(client);
    client.write('retry: 2000\n\n');
    return client;
  }

  /** The snapshot and the subscription are taken in one breath: nothing is missed or told twice between them. */
  #resume(send: (change: Change<W>) => void, after: string | undefined, writeSnapshot: () => void): () => void {
    if (after !== undefined) {
      try {
        return this.view.changes.subscribe(send, after);
      } catch (error) {
        if (!(error instanceof CursorGoneError || error instanceof CursorInvalidError)) throw error;
      }
    }
    writeSnapshot();
    return this.view.changes.subscribe(send);
  }

  /** Written once a change, however many listen. */
  #textOf(change: Change<W>): string {
    const known = this.#texts.get(change);
    if (known !== undefined) return known;
    const event = this.options.toEvent(change);
    const text = event === null ? '' : eventText(event, change.cursor);
    this.#texts.set(change, text);
    return text;
  }

  /** An id without data moves the client's Last-Event-ID and fires no event: who filters much still resumes near the end. */
  #beat(): void {
    for (const client of this.#clients) client.write(`: heartbeat\nid: ${this.view.position}\n\n`);
  }
}

/** Some seconds of a busy city's changes (bytes). */
const mostOfOne = 8 * 1_048_576;
const mostOfAll = 256 * 1_048_576;

const eventText = ({ event, data }: OutgoingEvent, cursor: string): string =>
  `id: ${cursor}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
