import { createAPI, fetchV13, type Reader as WireReader } from '@platformatic/kafka';
import type { AbortedTransaction } from '../records/committed-batches.js';

export interface FetchRequest {
  readonly maxWaitMs: number;
  readonly maxBytes: number;
  readonly partitionMaxBytes: number;
  readonly committedOnly: boolean;
  readonly topics: readonly {
    /** Not the name: a topic of the same name that was made later is another one. */
    id: string;
    partitions: readonly { partition: number; offset: number; leaderEpoch: number }[];
  }[];
}

export interface FetchedPartition {
  readonly topicId: string;
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  readonly aborted: readonly AbortedTransaction[];
  /** Record batches as they stand in the log; the last one may be cut. */
  readonly bytes: Buffer;
}

export interface FetchResponse {
  readonly errorCode: number;
  /** The broker takes no request of this client for so long. */
  readonly throttledMs: number;
  readonly partitions: readonly FetchedPartition[];
}

function createRequest({ maxWaitMs, maxBytes, partitionMaxBytes, committedOnly, topics }: FetchRequest) {
  const wireTopics = topics.map(({ id, partitions }) => ({
    topicId: id,
    partitions: partitions.map(({ partition, offset, leaderEpoch }) => ({
      partition,
      currentLeaderEpoch: leaderEpoch,
      fetchOffset: BigInt(offset),
      lastFetchedEpoch: -1,
      partitionMaxBytes,
    })),
  }));
  return fetchV13.createRequest(maxWaitMs, 1, maxBytes, committedOnly ? 1 : 0, 0, -1, wireTopics, [], '');
}

function parseResponse(_correlation: number, _key: number, _version: number, reader: WireReader): FetchResponse {
  const throttledMs = reader.readInt32();
  const errorCode = reader.readInt16();
  reader.readInt32(); // session
  const partitions: FetchedPartition[] = [];
  reader.readArray((r) => {
    const topicId = r.readUUID();
    r.readArray((r) => partitions.push(readPartition(r, topicId)));
  });
  return { errorCode, throttledMs, partitions };
}

function readPartition(reader: WireReader, topicId: string): FetchedPartition {
  const partition = reader.readInt32();
  const errorCode = reader.readInt16();
  const highWatermark = Number(reader.readInt64());
  const lastStableOffset = Number(reader.readInt64());
  reader.skip(8); // log start offset
  const aborted = reader.readArray((r) => ({
    producerId: Number(r.readInt64()),
    firstOffset: Number(r.readInt64()),
  }));
  reader.skip(4); // preferred read replica
  return { topicId, partition, errorCode, highWatermark, lastStableOffset, aborted, bytes: reader.readBytes() };
}

/** Fetch v13 (the first with topic ids) that leaves the records as bytes; the library's own parser makes an object of every record. */
export const fetch = createAPI<[FetchRequest], FetchResponse>(1, 13, createRequest, parseResponse);
