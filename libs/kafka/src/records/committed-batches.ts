import { crcMatches, HEADER_BYTES, isAbortMarker, readHeader, type BatchHeader } from './batch-header.js';
import { LogBatch } from './fetched-batch.js';
import { RecordView } from './record-view.js';

/** An aborted transaction as a fetch response tells it. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

/** One partition's part of a fetch response. */
export interface FetchedBytes {
  readonly topic: string;
  readonly partition: number;
  /** The offset that was asked for; the bytes may begin before it, and may end inside of a batch. */
  readonly position: number;
  readonly bytes: Buffer;
  readonly aborted: readonly AbortedTransaction[];
}

/**
 * The readable batches of one partition's fetch; their ranges touch, from `position` on. The broker lists every aborted
 * transaction that overlaps the fetched range, so each fetch is judged by itself, also where a transaction begins or ends
 * in another one: from `firstOffset` to its abort marker, a producer's transactional batches are left out (as Java's
 * CompletedFetch does). RangeError where a batch is corrupt.
 */
export function committedBatches({ topic, partition, position, bytes, aborted }: FetchedBytes): LogBatch[] {
  const batches: LogBatch[] = [];
  const inOrder = aborted.toSorted((one, other) => one.firstOffset - other.firstOffset);
  const producers = new Set<number>();
  let begun = 0;
  let baseOffset = position;
  let skippedTo = position - 1;
  for (let header = readHeader(bytes, 0); header; header = readHeader(bytes, header.end)) {
    for (let next = inOrder[begun]; next && next.firstOffset <= header.lastOffset; next = inOrder[++begun])
      producers.add(next.producerId);
    if (header.control && endsAborted(bytes, header)) producers.delete(header.producerId);
    if (header.lastOffset < position) continue;

    const { lastOffset } = header;
    const previous = batches.at(-1);
    if (!header.control && !(header.transactional && producers.has(header.producerId))) {
      if (!crcMatches(bytes, header))
        throw new RangeError(`the batch at ${topic}/${partition}/${header.baseOffset} is corrupt: its CRC doesn't fit`);
      batches.push(new LogBatch({ topic, partition, baseOffset, lastOffset, bytes, header }));
      baseOffset = lastOffset + 1;
    } else if (previous) {
      previous.lastOffset = lastOffset;
      baseOffset = lastOffset + 1;
    } else skippedTo = lastOffset;
  }
  if (batches.length === 0 && skippedTo >= position)
    batches.push(new LogBatch({ topic, partition, baseOffset, lastOffset: skippedTo, bytes, header: undefined }));
  return batches;
}

function endsAborted(bytes: Buffer, header: BatchHeader): boolean {
  const marker = new RecordView(bytes);
  marker.moveTo(header.start + HEADER_BYTES, header.baseOffset, 0);
  return isAbortMarker(bytes, marker.keyStart);
}
