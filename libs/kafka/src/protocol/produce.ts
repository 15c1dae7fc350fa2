import { createAPI, Writer, type Reader as WireReader } from '@platformatic/kafka';

export interface ProduceRequest {
  readonly transactionalId: string;
  readonly timeoutMs: number;
  /** At most one batch a partition. */
  readonly topics: readonly { name: string; partitions: readonly { partition: number; batch: Buffer }[] }[];
}

export interface ProducedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  /** Where the batch stands; -1 where it isn't told. */
  readonly baseOffset: number;
}

const ALL_IN_SYNC_REPLICAS = -1;

function createRequest({ transactionalId, timeoutMs, topics }: ProduceRequest): Writer {
  return Writer.create()
    .appendString(transactionalId)
    .appendInt16(ALL_IN_SYNC_REPLICAS)
    .appendInt32(timeoutMs)
    .appendArray([...topics], (topicWriter, { name, partitions }) => {
      topicWriter.appendString(name).appendArray([...partitions], (writer, { partition, batch }) => {
        writer.appendInt32(partition).appendBytes(batch);
      });
    })
    .appendTaggedFields();
}

function parseResponse(_correlation: number, _key: number, _version: number, reader: WireReader): ProducedPartition[] {
  const partitions: ProducedPartition[] = [];
  reader.readArray((r) => {
    const topic = r.readString();
    r.readArray((r) => partitions.push(readPartition(r, topic)));
  });
  return partitions;
}

function readPartition(reader: WireReader, topic: string): ProducedPartition {
  const partition = reader.readInt32();
  const errorCode = reader.readInt16();
  const baseOffset = Number(reader.readInt64());
  reader.skip(16); // append time, log start offset
  reader.readArray((r) => {
    r.readInt32();
    r.readNullableString();
  });
  return { topic, partition, errorCode, baseOffset, errorMessage: reader.readNullableString() };
}

/** Produce v12: the broker itself adds the partitions to the transaction (KIP-890), no AddPartitionsToTxn. */
export const produce = createAPI<[ProduceRequest], ProducedPartition[]>(0, 12, createRequest, parseResponse);
