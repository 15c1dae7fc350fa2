import type { HubLedgerEntry } from '@naru/contracts';
import type { UnbalancedEntry } from './balance.js';
import { fateOf, isEnd, isReturns } from './fates.js';

/** Stands for the topic that records came back over: it delivered more of them, or fewer, than are booked as returned. */
const RETURNS = '(returns)';

/**
 * The independent check of a stage: it counts the records of its ranges when it reads them, and their fates when it has
 * handled them. What a topic of returns delivers has to stand under the topics that it once came from, as returned. Of an
 * entry without ranges (ingest reads no topic) there is nothing to hold fates against.
 */
export function unbalancedIn({ stage, task, bookedAt, ranges, counts }: HubLedgerEntry): readonly UnbalancedEntry[] {
  if (ranges.length === 0) return [];
  const sums = new Map<string, { records: number; fates: number }>();
  const sumOf = (topic: string) => {
    let sum = sums.get(topic);
    if (sum === undefined) sums.set(topic, (sum = { records: 0, fates: 0 }));
    return sum;
  };
  for (const { topic, records } of ranges) sumOf(topic).records += records;
  let returned = 0;
  for (const { topic, fate, count } of counts)
    if (isEnd(fateOf(fate))) {
      sumOf(topic).fates += count;
      if (isReturns(topic) && fate === 'delivered') returned -= count;
    } else if (fateOf(fate) === 'returned') {
      sumOf(topic).records += count;
      returned += count;
    }
  if (returned !== 0) sums.set(RETURNS, { records: Math.max(0, -returned), fates: Math.max(0, returned) });
  return [...sums]
    .filter(([, { records, fates }]) => records !== fates)
    .map(([topic, sum]) => ({ stage, task, topic, bookedAt, ...sum }));
}
