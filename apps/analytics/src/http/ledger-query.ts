import { minuteMs, minuteOf } from '@naru/ledger';
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const name = z.string().min(1).max(200);

export const ledgerQuery = z.object({
  since: instant
    .optional()
    .describe(
      'Minutes that begin then or later, and what entries show that were booked since; an hour ago by default.',
    ),
  source: name.optional().describe('Records of this feed; the hub makes some itself, these have none.'),
  stage: name.optional().describe('What this service took, was given and passed on.'),
});
export type LedgerQuery = z.output<typeof ledgerQuery>;

export const explainQuery = z.object({
  stage: name.describe('The service whose books are asked for.'),
  minute: instant.transform(minuteOf).describe('A time in the minute of `receivedAt`.'),
});
export type ExplainQuery = z.output<typeof explainQuery>;

const HOUR = 60 * minuteMs;

/** The minute from which an answer is given where nobody says. */
export const hourBefore = (now: number): number => minuteOf(now - HOUR);
