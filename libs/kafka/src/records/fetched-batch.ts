import { HEADER_BYTES, type BatchHeader } from './batch-header.js';
import { decompress } from './compression.js';
import { RecordView } from './record-view.js';

/**
 * One record batch of a partition. The ranges of consecutive batches touch: what an aborted transaction, a transaction's
 * end or compaction left between two batches belongs to one of them and is never visited.
 */
export interface FetchedBatch {
  readonly topic: string;
  readonly partition: number;
  /** First and last offset that it covers; the position to commit after it is `lastOffset + 1`. */
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** Records that `forEach` visits; 0 where the range holds only what nobody may read. */
  readonly records: number;
  /** Visits the records in order of offset with one view, moved from record to record. */
  forEach(visit: (view: RecordView) => void): void;
}

/** The covered range, and the one batch in it that may be read (none where `header` is undefined). */
export interface LogRange {
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly bytes: Buffer;
  readonly header: BatchHeader | undefined;
}

/** A batch as it came from the log; decompressed when it is visited, never before. */
export class LogBatch implements FetchedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  lastOffset: number;
  readonly records: number;
  readonly #bytes: Buffer;
  readonly #header: BatchHeader | undefined;

  constructor({ topic, partition, baseOffset, lastOffset, bytes, header }: LogRange) {
    this.topic = topic;
    this.partition = partition;
    this.baseOffset = baseOffset;
    this.lastOffset = lastOffset;
    this.#bytes = bytes;
    this.#header = header;
    this.records = !header ? 0 : header.baseOffset >= baseOffset ? header.records : this.#countFromBase();
  }

  forEach(visit: (view: RecordView) => void): void {
    if (!this.#header) return;
    const { start, end, compression, records, baseOffset, baseTimestamp, appendedAt } = this.#header;
    const packed = this.#bytes.subarray(start + HEADER_BYTES, end);
    const view = new RecordView(decompress(compression, packed));
    for (let i = 0, position = 0; i < records; i++) {
      position = view.moveTo(position, baseOffset, baseTimestamp);
      if (view.offset < this.baseOffset) continue;
      if (appendedAt !== undefined) view.timestamp = appendedAt;
      visit(view);
    }
  }

  /** A position can lie inside of a batch; its first records were read before. */
  #countFromBase(): number {
    let count = 0;
    this.forEach(() => count++);
    return count;
  }
}
