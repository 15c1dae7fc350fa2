import { CalledBy, type Caller, Problem, Scopes, decodeCursor, encodeCursor, httpProblems } from '@naru/http';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Gaps, RecordSearch } from '../adapters/where/record-search.js';
import { type Listed, listedFrom, listedText, pageOf } from '../domain/where/candidates.js';
import { isNothing } from '../domain/where/found.js';
import { bytesOf } from '../domain/where/record-id.js';
import { RECORD_ANSWERS, RECORD_SEARCH } from '../tokens.js';
import { analyticsProblems } from './problems.js';
import { type RecordAnswers, recordAnswer, recordList } from './record-answers.js';
import { type RecordsQuery, recordIdParameter, recordsQuery, wantedBy } from './records-query.js';

@ApiTags('records')
@Controller('v1/records')
export class RecordsController {
  constructor(
    @Inject(RECORD_SEARCH) private readonly search: Pick<RecordSearch, 'tell' | 'list' | 'isBusy'>,
    @Inject(RECORD_ANSWERS) private readonly answers: RecordAnswers,
  ) {}

  @Get()
  @Scopes('read', 'manage', 'send', 'history')
  @ApiOperation({
    summary: 'Records of a source that were seen at a time: which of them is meant',
    description:
      'In the order of receipt, as ingest took them or set them aside. A key that only sends sees what its own source sent.',
  })
  @ApiResponse({ status: 200, standardSchema: recordList })
  async list(
    @Query({ schema: recordsQuery }) query: RecordsQuery,
    @CalledBy() caller: Caller,
  ): Promise<z.infer<typeof recordList>> {
    const wanted = wantedBy(query, sourceAskedFor(query, caller));
    const after = placeIn(query.cursor);
    this.requireRoom();
    const { found, gaps } = await this.search.list(wanted, after, query.limit + 1);
    const { items, last } = pageOf(found, wanted, { after, limit: query.limit });
    if (items.length === 0 && isPartial(gaps)) throw notFoundYet();
    return this.answers.list(items, { next: last === undefined ? null : encodeCursor(listedText(last)), gaps });
  }

  @Get(':id')
  @Scopes('read', 'manage', 'send', 'history')
  @ApiOperation({
    summary: 'Where is my record: what ingest answered, where it stands, what each stage made of it',
    description:
      'In flight at which stage since when, deduplicated against which, set aside why, its place and revisions, its rows in ClickHouse. A key that only sends sees what its own source sent.',
  })
  @ApiParam({ name: 'id', description: 'A record id, or the SHA-256 of bytes that were set aside, in hex digits.' })
  @ApiResponse({ status: 200, standardSchema: recordAnswer })
  async one(
    @Param('id', { schema: recordIdParameter }) id: string,
    @CalledBy() caller: Caller,
  ): Promise<z.infer<typeof recordAnswer>> {
    this.requireRoom();
    const bytes = bytesOf(id);
    const askedAt = Date.now();
    const asked = bytes.length === 32 ? { sha256: bytes } : { recordId: bytes };
    const told = await this.search.tell(asked, onlySourceOf(caller));
    if (!isNothing(told.found)) return this.answers.record(told, askedAt);
    if (isPartial(told.gaps)) throw notFoundYet();
    throw new Problem(analyticsProblems.NARU_RECORD_UNKNOWN);
  }

  private requireRoom(): void {
    if (this.search.isBusy) throw new Problem(httpProblems.NARU_BUSY, { headers: { 'retry-after': '1' } });
  }
}

/** Whoever may read or manage may see everything; whoever sends, what is its own. */
function onlySourceOf({ scopes, source }: Caller): string | undefined {
  return scopes.includes('read') || scopes.includes('manage') ? undefined : (source ?? '');
}

function sourceAskedFor({ source }: RecordsQuery, caller: Caller): string {
  const only = onlySourceOf(caller);
  if (only !== undefined && source !== undefined && source !== only)
    throw new Problem(httpProblems.NARU_SCOPE_MISSING, {
      detail: `Key ${caller.keyId} sends for ${only}; the records of others need read or manage.`,
    });
  const asked = source ?? only;
  if (asked !== undefined) return asked;
  const errors = [{ where: 'query.source', what: 'say which source' }];
  throw new Problem(httpProblems.NARU_REQUEST_INVALID, {
    detail: 'query.source: say which source',
    members: { errors },
  });
}

function placeIn(cursor: string | undefined): Listed | undefined {
  if (cursor === undefined) return undefined;
  const place = listedFrom(decodeCursor(cursor));
  if (place === undefined) throw new Problem(httpProblems.NARU_CURSOR_INVALID);
  return place;
}

const isPartial = ({ warehouse, tail }: Gaps): boolean => warehouse || tail;

const notFoundYet = (): Problem =>
  new Problem(analyticsProblems.NARU_RECORD_NOT_FOUND_YET, { headers: { 'retry-after': '2' } });
