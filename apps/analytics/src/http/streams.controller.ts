import {
  CalledBy,
  type Caller,
  EventClient,
  OpenData,
  Problem,
  Scopes,
  beginEvents,
  httpProblems,
  noteStream,
} from '@naru/http';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { StreamSource } from '../adapters/stream-source.js';
import type { Streams } from '../adapters/streams.js';
import { STREAMS } from '../tokens.js';
import { readableTopic, scopeFor, streamedTopics } from './stream-topics.js';
import { type StreamQuery, filterOf, streamList, streamQuery } from './streams-query.js';

/** What one client may leave unread; a single record fits in it, whatever it holds. */
const MOST_UNREAD_BYTES = 2 * 1_048_576;
const DAY_MS = 86_400_000;

const ndjson = 'application/x-ndjson';
const events = 'text/event-stream';

@ApiTags('streams')
@Controller('v1/streams')
export class StreamsController {
  constructor(@Inject(STREAMS) private readonly streams: Streams) {}

  @Get()
  @Scopes('read', 'manage')
  @OpenData()
  @ApiOperation({ summary: 'The topics that can be read as a stream' })
  @ApiResponse({ status: 200, standardSchema: streamList })
  list(): z.infer<typeof streamList> {
    const items = streamedTopics.map((contract) => ({
      topic: contract.name,
      meaning: contract.meaning,
      key: contract.key,
      kept: keptFor(contract),
      personal: contract.personal,
      scope: scopeFor(contract) === 'manage' ? ('manage' as const) : ('read' as const),
      filters: [...this.streams.sourceOf(contract).filters],
    }));
    return { items, next: null };
  }

  @Get(':topic')
  @Scopes('read', 'manage')
  @OpenData()
  @ApiOperation({
    summary: 'A topic as server-sent events, or in pages of NDJSON',
    description: [
      `With \`Accept: ${events}\`: \`event: record\` for each record, under a cursor as its id; \`unreadable\` where one`,
      'can not be decoded; `progress` at once and every ten seconds, with the cursor, whether the stream is `live`, and',
      'the `clock` up to which everything that the hub took has been told; `cut-off` with a code as the last event of a',
      'stream that can not go on. `Last-Event-ID` goes on where a stream stopped, at any instance.',
      `Otherwise a page of \`${ndjson}\`, an object a line with its cursor; the next page begins at \`naru-cursor\`, and`,
      '`naru-complete` says whether there was more. Deletions of keys have a null `value` and pass every filter. Only',
      'committed records are told.',
    ].join(' '),
  })
  @ApiProduces(events, ndjson)
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'The id of the last event that was read.' })
  @ApiResponse({
    status: 200,
    content: { [ndjson]: { schema: { type: 'string' } }, [events]: { schema: { type: 'string' } } },
    headers: {
      'naru-cursor': { description: 'Of a page: where the next one begins.', schema: { type: 'string' } },
      'naru-complete': {
        description: 'Of a page: whether it reaches the end of the topic.',
        schema: { type: 'string', enum: ['true', 'false'] },
      },
    },
  })
  @ApiResponse({
    status: 410,
    description: 'The records behind the cursor are no longer kept: NARU_STREAM_CURSOR_GONE.',
  })
  async read(
    @Param('topic') topic: string,
    @Query({ schema: streamQuery }) query: StreamQuery,
    @CalledBy() caller: Caller | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const source = this.streams.sourceOf(readableTopic(topic, caller));
    requireFilters(source, query);
    if (request.headers.accept?.includes(events) === true) await this.follow(source, query, request, reply);
    else await this.answerPage(source, query, reply);
  }

  private async answerPage(source: StreamSource, query: StreamQuery, reply: FastifyReply): Promise<void> {
    const position = await this.streams.begin(source, startOf(query.cursor, query.from ?? 'earliest'));
    const page = await this.streams.page(source, { position, filter: filterOf(query), limit: query.limit });
    await reply
      .headers({ 'naru-cursor': page.cursor, 'naru-complete': String(page.isComplete), 'cache-control': 'no-store' })
      .type(ndjson)
      .send(page.lines.map((line) => `${line}\n`).join(''));
  }

  private async follow(
    source: StreamSource,
    query: StreamQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    this.streams.requireRoom();
    const lastEventId = request.headers['last-event-id'];
    const cursor = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : query.cursor;
    const position = await this.streams.begin(source, startOf(cursor, query.from ?? 'latest'));
    const response = beginEvents(request, reply);
    const listener = new EventClient(
      response,
      () => MOST_UNREAD_BYTES,
      () => undefined,
    );
    listener.write('retry: 2000\n\n');
    const gone = new AbortController();
    const forget = noteStream(request.server.server, () => {
      listener.end();
    });
    const leave = (): void => {
      forget();
      gone.abort();
    };
    if (response.destroyed) leave();
    else response.once('close', leave);
    void this.streams.follow(source, { listener, filter: filterOf(query), position, gone: gone.signal });
  }
}

function requireFilters({ contract, filters }: StreamSource, query: StreamQuery): void {
  const errors = (['zone', 'asset', 'bbox'] as const)
    .filter((name) => query[name] !== undefined && !filters.includes(name))
    .map((name) => ({ where: `query.${name}`, what: `records of ${contract.name} say nothing of it` }));
  if (errors.length === 0) return;
  const detail = errors.map(({ where, what }) => `${where}: ${what}`).join('; ');
  throw new Problem(httpProblems.NARU_REQUEST_INVALID, { detail, members: { errors } });
}

function startOf(cursor: string | undefined, from: string) {
  if (cursor !== undefined) return { cursor };
  return { from: from === 'earliest' || from === 'latest' ? from : Date.parse(from) } as const;
}

function keptFor({ cleanup, retentionMs }: { readonly cleanup: string; readonly retentionMs: number }): string {
  if (cleanup === 'compact') return 'latest of each key';
  return retentionMs < 0 ? 'for ever' : `${Math.round(retentionMs / DAY_MS)} days`;
}
