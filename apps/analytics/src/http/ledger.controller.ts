import { WarehouseError } from '@naru/clickhouse';
import { Problem, Scopes, httpProblems } from '@naru/http';
import { minuteMs } from '@naru/ledger';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { BooksFollower } from '../adapters/books-follower.js';
import type { BooksRecords } from '../adapters/books-records.js';
import { BOOKS, BOOKS_RECORDS } from '../tokens.js';
import { explainAnswer, ledgerAnswer, toLedgerAnswer, toWrongs } from './ledger-answers.js';
import { type ExplainQuery, type LedgerQuery, explainQuery, hourBefore, ledgerQuery } from './ledger-query.js';
import { analyticsProblems } from './problems.js';

const MOST_ROWS = 50_000;

@ApiTags('ledger')
@Controller('v1/analytics/ledger')
export class LedgerController {
  constructor(
    @Inject(BOOKS) private readonly follower: Pick<BooksFollower, 'current'>,
    @Inject(BOOKS_RECORDS) private readonly records: Pick<BooksRecords, 'booked' | 'differing'>,
  ) {}

  @Get()
  @Scopes('read')
  @ApiOperation({ summary: 'The books: what every stage took, what became of it, and whether it balances' })
  @ApiResponse({ status: 200, standardSchema: ledgerAnswer })
  balance(@Query({ schema: ledgerQuery }) query: LedgerQuery): z.infer<typeof ledgerAnswer> {
    const { books, asOf } = this.current();
    const since = query.since ?? hourBefore(asOf);
    const balance = books.balance({ ...query, since });
    if (balance.rows.length + balance.crossings.length > MOST_ROWS)
      throw new Problem(analyticsProblems.NARU_QUERY_TOO_LARGE, {
        detail: 'Ask for a later `since`, one source or one stage.',
      });
    return toLedgerAnswer(balance, asOf, Math.max(since, books.heldSince));
  }

  @Get('explain')
  @Scopes('read')
  @ApiOperation({ summary: 'A minute of a stage: its ranges and counts, and the records in which they differ' })
  @ApiResponse({ status: 200, standardSchema: explainAnswer })
  async explain(
    @Query({ schema: explainQuery }) { stage, minute }: ExplainQuery,
  ): Promise<z.infer<typeof explainAnswer>> {
    const { books, asOf } = this.current();
    const balance = books.balance({ stage, since: minute, until: minute + minuteMs });
    const uneven = balance.crossings.filter(({ delivered, taken }) => delivered !== taken);
    const [booked, records] = await Promise.all([
      orNull(this.records.booked(stage, minute)),
      orNull(this.records.differing([...new Set(uneven.map(({ flow }) => flow.topic))], minute)),
    ]);
    return { stage, minute: new Date(minute).toISOString(), ...toWrongs(balance, asOf), booked, records };
  }

  private current(): NonNullable<BooksFollower['current']> {
    const { current } = this.follower;
    if (current === undefined) throw new Problem(httpProblems.NARU_NOT_READY, { headers: { 'retry-after': '2' } });
    return current;
  }
}

/** The books are told whether or not the warehouse is there. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof WarehouseError) return null;
    throw error;
  }
}
