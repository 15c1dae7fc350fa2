import { setTimeout as pause } from 'node:timers/promises';
import { RegistryUnreachableError, SchemaNotRegisteredError, SchemaRefusedError } from '@naru/avro';
import { TransientError as KafkaTransientError, PositionMissingError } from '@naru/kafka';
import type { Readiness } from '@naru/observability';
import type { StreamsContext } from './context.js';
import { TransientError } from './errors.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/** Whether an error says that something outside isn't there now, and nothing about the work. */
export function isAway(error: unknown): error is Error {
  return (
    error instanceof TransientError ||
    error instanceof PositionMissingError ||
    error instanceof KafkaTransientError ||
    error instanceof RegistryUnreachableError ||
    error instanceof SchemaNotRegisteredError ||
    error instanceof SchemaRefusedError
  );
}

/** The page that says what to do where it lasts. */
function runbookOf(error: Error): string {
  if (error instanceof RegistryUnreachableError) return 'docs/runbooks/registry-unreachable.md';
  if (error instanceof SchemaNotRegisteredError || error instanceof SchemaRefusedError)
    return 'docs/runbooks/topics.md';
  if (error instanceof PositionMissingError) return 'docs/runbooks/positions.md';
  if (!(error instanceof KafkaTransientError)) return 'docs/errors.md';
  const isTopicMissing = error.kafkaName === 'UNKNOWN_TOPIC_OR_PARTITION';
  return isTopicMissing ? 'docs/runbooks/topics.md' : 'docs/runbooks/broker-unreachable.md';
}

export interface Waiting extends Pick<StreamsContext, 'logger'> {
  readonly readiness: Pick<Readiness, 'notReady' | 'forget'>;
  /** Condition of readiness that says what is waited for. */
  readonly condition: string;
  readonly signal: AbortSignal;
}

/**
 * Repeats an attempt while what it needs outside is away, with growing pauses, and says so in readiness and log.
 * Throws the attempt's other errors, and any once it was told to stop.
 */
export async function patiently<R>(attempt: () => Promise<R>, waiting: Waiting): Promise<R> {
  const { condition, readiness, logger, signal } = waiting;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    try {
      const result = await attempt();
      if (waitMs > FIRST_WAIT_MS) {
        readiness.forget(condition);
        logger.info({ condition }, 'What was waited for is back, going on');
      }
      return result;
    } catch (error) {
      if (!isAway(error) || signal.aborted) throw error;
      readiness.notReady(condition, error.message);
      if (waitMs === FIRST_WAIT_MS)
        logger.warn(
          { condition, err: error, runbook: runbookOf(error) },
          'Waiting until it goes again, nothing is skipped',
        );
      await pause(waitMs, undefined, { signal });
    }
  }
}
