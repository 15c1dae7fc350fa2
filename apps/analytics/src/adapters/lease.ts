import { setTimeout as pause } from 'node:timers/promises';
import type { GroupConsumer } from '@naru/kafka';

/**
 * How long after the group was last heard of nobody else can have this member's tasks (ms): less than the session
 * timeout of 6 s, by what a check, and a request on its way, may take.
 */
const LEASE_MS = 4_000;
const ASK_AGAIN_MS = 50;

/** Says that an insert was not even begun, since its task may be somebody else's by now. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/**
 * Resolves when the tasks are certainly this instance's; LeaseLostError as soon as they are, or are about to be,
 * another's, or `signal` is aborted. Kafka refuses what a paused and replaced member commits, but ClickHouse takes its
 * inserts: so before each one, the group must have been heard of shortly before. What slips through even so has its
 * token in the log already.
 */
export async function untilAssured(
  consumer: Pick<GroupConsumer, 'heardAt' | 'rebalancing'>,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<void> {
  for (;;) {
    if (consumer.rebalancing || signal.aborted) throw new LeaseLostError('The tasks are given to somebody else');
    if (now() - consumer.heardAt < LEASE_MS) return;
    await pause(ASK_AGAIN_MS);
  }
}
