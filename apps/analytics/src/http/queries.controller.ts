import { BrokenPartError, QueryLimitError, WarehouseRefusedError, WarehouseUnavailableError } from '@naru/clickhouse';
import { OpenData, Problem, Scopes, httpProblems } from '@naru/http';
import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { QueryRunner } from '../adapters/query-runner.js';
import type { NamedQuery } from '../domain/query/header.js';
import { type ParameterValue, bindParameters } from '../domain/query/parameters.js';
import { NAMED_QUERIES, QUERY_RUNNER } from '../tokens.js';
import { analyticsProblems } from './problems.js';
import { describeQuery, queryAnswer, queryList, toQueryAnswer } from './query-answers.js';
import { type QueryFormat, formatOf, queryFormats } from './query-format.js';

/** The queries of this hub, and the time zone that they use where none is asked for. */
export interface NamedQueries {
  readonly byName: ReadonlyMap<string, NamedQuery>;
  readonly timeZone: string;
}

const askedParameters = z.record(z.string(), z.string({ error: 'stands more than once' }));

@ApiTags('queries')
@Controller('v1/analytics/queries')
export class QueriesController {
  constructor(
    @Inject(NAMED_QUERIES) private readonly queries: NamedQueries,
    @Inject(QUERY_RUNNER) private readonly runner: QueryRunner,
  ) {}

  @Get()
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'The named queries: what they mean, their parameters, the units of their columns' })
  @ApiResponse({ status: 200, standardSchema: queryList })
  list(): z.infer<typeof queryList> {
    const items = [...this.queries.byName.values()].map((query) => describeQuery(query, Object.keys(queryFormats)));
    return { items, next: null };
  }

  @Get(':name')
  @Scopes('read')
  @OpenData()
  @ApiOperation({ summary: 'The answer of a named query, as JSON, CSV or Parquet' })
  @ApiProduces(...Object.values(queryFormats))
  @ApiQuery({ name: 'format', required: false, enum: Object.keys(queryFormats) })
  @ApiQuery({
    name: 'parameters',
    required: false,
    type: 'object',
    additionalProperties: { type: 'string' },
    style: 'form',
    explode: true,
    description: 'Parameters of the query, as the list names them.',
  })
  @ApiResponse({ status: 200, standardSchema: queryAnswer })
  async ask(
    @Param('name') name: string,
    @Query({ schema: askedParameters }) { format: askedFormat, ...asked }: Record<string, string>,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = this.queries.byName.get(name);
    if (query === undefined) throw new Problem(analyticsProblems.NARU_QUERY_UNKNOWN);
    const format = formatOf(askedFormat, accept);
    if (format === undefined) throw new Problem(analyticsProblems.NARU_FORMAT_UNSUPPORTED);
    const values = this.bind(query, asked);
    const body = await this.answer(query, values, format).catch(refuse);
    reply.type(queryFormats[format]).header('vary', 'accept');
    if (format !== 'json') reply.header('content-disposition', `attachment; filename="${name}.${format}"`);
    await reply.send(body);
  }

  private bind(query: NamedQuery, asked: Readonly<Record<string, string>>): Readonly<Record<string, ParameterValue>> {
    const bound = bindParameters(query, asked, { timeZone: this.queries.timeZone });
    if ('values' in bound) return bound.values;
    const errors = bound.problems.map(({ parameter, what }) => ({ where: `query.${parameter}`, what }));
    const detail = errors.map(({ where, what }) => `${where}: ${what}`).join('; ');
    throw new Problem(httpProblems.NARU_REQUEST_INVALID, { detail, members: { errors } });
  }

  private async answer(
    query: NamedQuery,
    values: Readonly<Record<string, ParameterValue>>,
    format: QueryFormat,
  ): Promise<Buffer | string> {
    if (format !== 'json') return this.runner.file(query, values, format);
    return JSON.stringify(toQueryAnswer(query, values, await this.runner.rows(query, values), new Date()));
  }
}

/** UNKNOWN_TABLE, UNKNOWN_DATABASE: the warehouse has not been brought up to the contract yet. */
const notThereYet: readonly (number | undefined)[] = [60, 81];

function refuse(error: unknown): never {
  if (error instanceof QueryLimitError) throw new Problem(analyticsProblems.NARU_QUERY_TOO_LARGE, { cause: error });
  const isAway = error instanceof WarehouseUnavailableError || error instanceof BrokenPartError;
  if (isAway || (error instanceof WarehouseRefusedError && notThereYet.includes(error.exception)))
    throw new Problem(analyticsProblems.NARU_WAREHOUSE_UNAVAILABLE, { headers: { 'retry-after': '5' }, cause: error });
  throw error;
}
