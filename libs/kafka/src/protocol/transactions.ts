import { createAPI, endTxnV4, txnOffsetCommitV4, type Reader as WireReader, type Writer } from '@platformatic/kafka';

export interface EndTransactionResponse {
  readonly errorCode: number;
  /** Id and epoch of the next transaction; every end raises the epoch (KIP-890). */
  readonly producerId: bigint;
  readonly epoch: number;
}

/** EndTxn v5. Arguments: transactional id, producer id, epoch, whether to commit. */
export const endTransaction = createAPI<[string, bigint, number, boolean], EndTransactionResponse>(
  26,
  5,
  endTxnV4.createRequest,
  (_correlation: number, _key: number, _version: number, reader: WireReader) => {
    reader.readInt32(); // throttle time
    return { errorCode: reader.readInt16(), producerId: reader.readInt64(), epoch: reader.readInt16() };
  },
);

export interface OffsetsInTransaction {
  readonly transactionalId: string;
  readonly group: string;
  readonly producerId: bigint;
  readonly epoch: number;
  readonly generation: number;
  readonly memberId: string;
  readonly topics: readonly {
    name: string;
    partitions: {
      partitionIndex: number;
      committedOffset: bigint;
      committedLeaderEpoch: number;
      committedMetadata: string;
    }[];
  }[];
}

function createRequest(offsets: OffsetsInTransaction): Writer {
  const { transactionalId, group, producerId, epoch, generation, memberId, topics } = offsets;
  return txnOffsetCommitV4.createRequest(transactionalId, group, producerId, epoch, generation, memberId, null, [
    ...topics,
  ]);
}

/** TxnOffsetCommit v5: no AddOffsetsToTxn before it. Member and generation are what refuses a paused member that wakes up. */
export const commitOffsetsInTransaction = createAPI<[OffsetsInTransaction], txnOffsetCommitV4.TxnOffsetCommitResponse>(
  28,
  5,
  createRequest,
  txnOffsetCommitV4.parseResponse,
);
