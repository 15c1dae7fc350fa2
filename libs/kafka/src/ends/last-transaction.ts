import { describeTransactionsV0 } from '@platformatic/kafka';
import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { check, codes, errorOf } from '../errors.js';

/** The last transaction of a transactional id, as its coordinator holds it for ended. */
export interface EndedTransaction {
  readonly producerId: bigint;
  /** That of its records; its end raised it by one (KIP-890). */
  readonly epoch: number;
  readonly committed: boolean;
}

// Kafka's names of a transaction's states (TransactionState) once its outcome is decided.
const ended: Readonly<Record<string, boolean>> = { CompleteCommit: true, CompleteAbort: false };
const ending: ReadonlySet<string> = new Set(['PrepareCommit', 'PrepareAbort']);

/**
 * How the last transaction of a transactional id ended, which its coordinator knows until the id is initialized anew;
 * undefined where none has ended since, or one is open. TransientError CONCURRENT_TRANSACTIONS while the end is being written.
 */
export async function lastTransactionOf(
  cluster: Cluster,
  id: string,
  lane?: Lane,
): Promise<EndedTransaction | undefined> {
  const link = cluster.link(await cluster.coordinatorOf('transaction', id), lane);
  const [last] = (await link.call(describeTransactionsV0.api, [id])).transactionStates;
  if (last === undefined || last.errorCode === codes.TRANSACTIONAL_ID_NOT_FOUND) return undefined;
  check(last.errorCode, `describe ${id}`);
  const { transactionState, producerId, producerEpoch } = last;
  if (ending.has(transactionState)) throw errorOf(codes.CONCURRENT_TRANSACTIONS, `describe ${id}`);
  const committed = ended[transactionState];
  return committed === undefined ? undefined : { producerId, epoch: producerEpoch - 1, committed };
}
