import { createAPI, Writer, type Reader as WireReader } from '@platformatic/kafka';

/** The end of one producer's transaction, for partitions that the asked broker leads. */
export interface TransactionMarkers {
  readonly producerId: bigint;
  readonly epoch: number;
  readonly commit: boolean;
  readonly coordinatorEpoch: number;
  readonly topics: readonly { name: string; partitionIndexes: readonly number[] }[];
}

export interface MarkedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly errorCode: number;
}

function createRequest(markers: readonly TransactionMarkers[]): Writer {
  return Writer.create()
    .appendArray([...markers], (writer, { producerId, epoch, commit, coordinatorEpoch, topics }) => {
      writer
        .appendInt64(producerId)
        .appendInt16(epoch)
        .appendBoolean(commit)
        .appendArray([...topics], (topicWriter, { name, partitionIndexes }) => {
          topicWriter
            .appendString(name)
            .appendArray([...partitionIndexes], (w, n) => void w.appendInt32(n), true, false);
        })
        .appendInt32(coordinatorEpoch);
    })
    .appendTaggedFields();
}

function parseResponse(_correlation: number, _key: number, _version: number, reader: WireReader): MarkedPartition[] {
  const marked: MarkedPartition[] = [];
  reader.readArray((producer) => {
    producer.skip(8); // producer id
    producer.readArray((r) => {
      const topic = r.readString();
      r.readArray((of) => {
        marked.push({ topic, partition: of.readInt32(), errorCode: of.readInt16() });
      });
    });
  });
  return marked;
}

/** WriteTxnMarkers v1: what a coordinator sends to the leaders of a transaction's partitions when it has ended. */
export const writeTransactionMarkers = createAPI<[readonly TransactionMarkers[]], MarkedPartition[]>(
  27,
  1,
  createRequest,
  parseResponse,
);
