import { type RowEncoder, RowWriter } from '@naru/clickhouse';
import type { RecordView } from '@naru/kafka';
import type { BlockSize } from '../domain/block-limits.js';
import type { OffsetRange } from '../domain/insert-token.js';
import type { RowRange } from '../domain/insert-in-halves.js';

/** Where a record's original bytes stand. They keep the batch that they came in from being freed, until the block goes. */
export interface Original {
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: Buffer;
}

/**
 * Rows of one topic partition on their way to its table. A block is a function of its range of offsets: read again,
 * the same range makes the same bytes.
 */
export class RowBlock implements BlockSize {
  readonly #writer = new RowWriter();
  /** By row: where it begins, and the record that it came from. */
  readonly #starts: number[] = [];
  readonly #offsets: number[] = [];
  readonly #timestamps: number[] = [];
  readonly #buffers: Buffer[] = [];
  readonly #keys: number[] = [];
  readonly #values: number[] = [];
  #to: number;

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly from: number,
  ) {
    this.#to = from;
  }

  get rows(): number {
    return this.#starts.length;
  }

  get bytes(): number {
    return this.#writer.length;
  }

  /** Offset behind what the block covers, also where records there made no row. */
  get to(): number {
    return this.#to;
  }

  /** Adds the record's row. Throws MalformedRecordError, and then the block is as it was. */
  add(view: RecordView, encoder: RowEncoder, bodyStart: number): void {
    const start = this.#writer.length;
    encoder.append(this.#writer, view.buffer, bodyStart, view.valueEnd, this.partition, view.offset);
    this.#starts.push(start);
    this.#offsets.push(view.offset);
    this.#timestamps.push(view.timestamp);
    this.#buffers.push(view.buffer);
    this.#keys.push(view.keyStart, view.keyEnd);
    this.#values.push(view.valueStart, view.valueEnd);
  }

  /** Says that everything before this offset is in the block, or needs no row. */
  coverTo(offset: number): void {
    this.#to = offset;
  }

  /** The bytes of these rows. */
  slice({ first, end }: RowRange): Buffer {
    return this.#writer.bytes().subarray(this.#starts[first] ?? 0, this.#starts[end] ?? this.#writer.length);
  }

  /** The offsets of these rows; of all of them, the block's whole range. */
  range({ first, end }: RowRange): OffsetRange {
    const { topic, partition } = this;
    const from = first === 0 ? this.from : (this.#offsets[first] ?? this.#to);
    return { topic, partition, from, to: this.#offsets[end] ?? this.#to };
  }

  original(row: number): Original {
    const buffer = this.#buffers[row] ?? Buffer.alloc(0);
    const [keyStart = -1, keyEnd = -1] = this.#keys.slice(2 * row, 2 * row + 2);
    return {
      offset: this.#offsets[row] ?? this.from,
      timestamp: this.#timestamps[row] ?? 0,
      key: keyStart < 0 ? null : buffer.toString('utf8', keyStart, keyEnd),
      value: buffer.subarray(this.#values[2 * row], this.#values[2 * row + 1]),
    };
  }
}
