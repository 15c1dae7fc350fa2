import { setTimeout as delay } from 'node:timers/promises';
import { codes, movedCoordinator, movedLeader, TransientError } from '../errors.js';
import type { Cluster, CoordinatorKind } from './cluster.js';

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;
/** These pass as soon as a transaction's end is written, within milliseconds. */
const soonOver: ReadonlySet<number> = new Set([codes.CONCURRENT_TRANSACTIONS, codes.UNSTABLE_OFFSET_COMMIT]);
const LONGEST_SHORT_PAUSE_MS = 20;

export interface Retrying {
  /** Names the request in metrics. */
  readonly what: string;
  readonly cluster: Cluster;
  /** Whose coordinator is asked, to be looked up anew when it has moved or is away. */
  readonly coordinator?: { readonly kind: CoordinatorKind; readonly key: string };
  readonly forMs?: number;
  /** Goes on until `signal` where brokers are away or have no leader: for who reads, and loses nothing by waiting. */
  readonly isPatient?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Tries again, with growing pauses, while the failure is transient and the time isn't up; what has moved is looked up
 * anew in between. Everything else is thrown at once.
 */
export async function withRetries<T>(retrying: Retrying, attempt: () => Promise<T>): Promise<T> {
  const until = performance.now() + (retrying.forMs ?? retrying.cluster.retryForMs);
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS))
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TransientError) || retrying.signal?.aborted) throw error;
      if (performance.now() + pauseMs > until && !goesOn(retrying, error)) throw error;
      retrying.cluster.options.metrics?.retry?.(retrying.what, error.kafkaName);
      await lookUpAgain(retrying, error);
      await pause(soonOver.has(error.code) ? Math.min(pauseMs, LONGEST_SHORT_PAUSE_MS) : pauseMs, retrying.signal);
      if (retrying.signal?.aborted) throw error;
    }
}

/** Less up to half by chance, so that clients don't come back all at once. */
export const jittered = (milliseconds: number): number => milliseconds * (1 - Math.random() / 2);

/** A topic that isn't there is no outage. */
const goesOn = ({ isPatient }: Retrying, { code }: TransientError): boolean =>
  isPatient === true && code !== codes.UNKNOWN_TOPIC_OR_PARTITION;

const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  delay(jittered(milliseconds), undefined, { signal }).catch(() => undefined);

async function lookUpAgain({ cluster, coordinator }: Retrying, error: TransientError): Promise<void> {
  const unanswered = error.code < 0;
  if (coordinator && (unanswered || movedCoordinator.has(error.code)))
    cluster.forgetCoordinator(coordinator.kind, coordinator.key);
  // Where nobody answers, the next attempt fails by itself.
  if (unanswered || movedLeader.has(error.code)) await cluster.refresh().catch(() => undefined);
}
