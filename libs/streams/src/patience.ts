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

/** What `persist` waits for, and how. */
export interface Persistence extends Waiting {
  /** Whether an error says that what is needed isn't there now, and nothing about the work. */
  isAway(error: unknown): error is Error;
  /** The page that says what to do where it lasts. */
  runbookOf(error: Error): string;
  /** The longest pause between two attempts (ms). */
  readonly longestWaitMs: number;
  /** Told of each attempt that went well, and whether it had to be waited for. */
  went(hasWaited: boolean): void;
  /** Whether there is no point in waiting any more: the error is thrown then. */
  isOver?(): boolean;
}

/**
 * Repeats an attempt while what it needs is away, with growing pauses, and says so in readiness and log. Throws the
 * attempt's other errors, and any once it was told to stop.
 */
export async function persist<R>(attempt: () => Promise<R>, persistence: Persistence): Promise<R> {
  const { condition, readiness, logger, signal, longestWaitMs } = persistence;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, longestWaitMs)) {
    try {
      const result = await attempt();
      const hasWaited = waitMs > FIRST_WAIT_MS;
      persistence.went(hasWaited);
      if (hasWaited) logger.info({ condition }, 'What was waited for is back, going on');
      return result;
    } catch (error) {
      if (!persistence.isAway(error) || signal.aborted) throw error;
      readiness.notReady(condition, error.message);
      if (waitMs === FIRST_WAIT_MS)
        logger.warn(
          { condition, err: error, runbook: persistence.runbookOf(error) },
          'Waiting until it goes again, nothing is skipped',
        );
      if (persistence.isOver?.() === true) throw error;
      await pause(waitMs, undefined, { signal });
    }
  }
}

/** `persist` for what the runner itself needs outside: broker, registry, and whatever a handler calls transient. */
export function patiently<R>(attempt: () => Promise<R>, waiting: Waiting): Promise<R> {
  const went = (hasWaited: boolean): void => {
    if (hasWaited) waiting.readiness.forget(waiting.condition);
  };
  return persist(attempt, { ...waiting, isAway, runbookOf, longestWaitMs: LONGEST_WAIT_MS, went });
}
