import { hash } from 'node:crypto';
import { RecordFront, readFront } from '@naru/avro';
import { RowWriter } from '@naru/clickhouse';
import type { DeadLetterReason } from '@naru/contracts';
import type { RecordView } from '@naru/kafka';
import type { SetAsideRecord } from '@naru/streams';
import { type BlockLimits, blockLimits } from '../domain/block-limits.js';
import type { OffsetRange } from '../domain/insert-token.js';
import { Months } from '../domain/months.js';
import type { WriterOfRows } from './warehouse-table.js';

/** Under whom and when a record is booked: its source (empty where nobody can tell), and when the hub took it (ms). */
export interface Origin {
  readonly source: string;
  readonly at: number;
}

export interface Deleted extends Origin {
  readonly offset: number;
}

export interface SetAside extends Origin {
  readonly record: SetAsideRecord;
}

const front = new RecordFront();
/** Numbers kept of each row: timestamp, and where its key and value begin and end in its buffer. */
const FIGURES = 5;
const noSource = { text: '', bytes: Buffer.alloc(0) };

/**
 * What was read of one topic partition in a range of offsets: rows on their way to its table, and records that make
 * none. A block is a function of its range: read again, the same range makes the same bytes.
 */
export class RowBlock {
  readonly setAside: SetAside[] = [];
  /** Records without a value: there is no row for a deleted key. */
  readonly deleted: Deleted[] = [];
  readonly #writer = new RowWriter();
  readonly #months: Months;
  // of the rows, by their index; no object a row
  readonly #starts: number[] = [];
  readonly #offsets: number[] = [];
  readonly #sources: string[] = [];
  readonly #times: number[] = [];
  readonly #figures: number[] = [];
  /** What holds a row's record keeps the batch that it came in from being freed, until the block goes. */
  readonly #buffers: Buffer[] = [];
  #source = noSource;
  #setAsideBytes = 0;
  #to: number;
  #isSealed = false;

  /** @param planned offset at which it ends, where that was planned before; its limits were minded then */
  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly from: number,
    readonly planned?: number,
    private readonly limits: BlockLimits = blockLimits,
  ) {
    this.#to = from;
    this.#months = new Months(limits.tablePartitions);
  }

  get rows(): number {
    return this.#starts.length;
  }

  get bytes(): number {
    return this.#writer.length + this.#setAsideBytes;
  }

  /** Records in it that count: rows, those set aside, and deletions. */
  get records(): number {
    return this.rows + this.setAside.length + this.deleted.length;
  }

  /** Offset behind what the block covers, also where records there made no row. */
  get to(): number {
    return this.#to;
  }

  /** Whether nothing more goes into it. */
  get isSealed(): boolean {
    return this.#isSealed;
  }

  seal(): void {
    this.#isSealed = true;
  }

  /** Whether nothing more should go into it. */
  get isFull(): boolean {
    return this.planned === undefined && (this.rows >= this.limits.rows || this.bytes >= this.limits.bytes);
  }

  /**
   * Adds the record's row; false, and the block is as it was, where it would be too large by it. Throws
   * MalformedRecordError and DecodeError likewise.
   */
  add(view: RecordView, { encoder, hasFront }: WriterOfRows, bodyStart: number): boolean {
    const start = this.#writer.length;
    if (hasFront) readFront(view.buffer, bodyStart, view.valueEnd, front);
    encoder.append(this.#writer, view.buffer, bodyStart, view.valueEnd, this.partition, view.offset);
    if (!this.#fits()) {
      this.#writer.truncate(start);
      return false;
    }
    this.#starts.push(start);
    this.#offsets.push(view.offset);
    this.#sources.push(hasFront ? this.#sourceAt(view.buffer) : '');
    this.#times.push(hasFront ? front.receivedAt : view.timestamp);
    this.#figures.push(view.timestamp, view.keyStart, view.keyEnd, view.valueStart, view.valueEnd);
    this.#buffers.push(view.buffer);
    return true;
  }

  addSetAside(setAside: SetAside): void {
    this.setAside.push(setAside);
    this.#setAsideBytes += setAside.record.value?.length ?? 0;
  }

  /** Says that everything before this offset is in the block, or needs no row. */
  coverTo(offset: number): void {
    this.#to = Math.min(offset, this.planned ?? offset);
    if (this.#to === this.planned) this.#isSealed = true;
  }

  /** A planned block ends where it was planned to, as soon as reading has passed there. */
  coverPlanned(offset: number): void {
    if (this.planned !== undefined && !this.#isSealed && offset >= this.planned) this.coverTo(this.planned);
  }

  get range(): OffsetRange {
    const { topic, partition, from, to } = this;
    return { topic, partition, from, to };
  }

  /** The bytes of all rows. */
  get content(): Buffer {
    return this.#writer.bytes();
  }

  get hash(): string {
    return hash('sha256', this.content).slice(0, 32);
  }

  /** The bytes of one row. */
  row(index: number): Buffer {
    return this.#writer.bytes().subarray(this.#starts[index], this.#starts[index + 1]);
  }

  offsetOf(index: number): number {
    return this.#offsets[index] ?? this.#to;
  }

  /** Under whom a row is booked. */
  originOf(index: number): Origin {
    return { source: this.#sources[index] ?? '', at: this.#times[index] ?? 0 };
  }

  /** Two blocks with half of the rows each; their ranges touch. */
  halves(): [RowBlock, RowBlock] {
    const middle = Math.ceil(this.rows / 2);
    const at = this.offsetOf(middle);
    return [this.#part(0, middle, this.from, at), this.#part(middle, this.rows, at, this.#to)];
  }

  /** The block of one row, without it: it becomes a dead letter. */
  withoutRow(topic: string, reason: DeadLetterReason, detail: string): RowBlock {
    const block = this.#part(0, 0, this.from, this.#to);
    const [buffer = Buffer.alloc(0)] = this.#buffers;
    const [timestamp = 0, keyStart = -1, keyEnd = -1, valueStart = 0, valueEnd = 0] = this.#figures;
    const key = keyStart < 0 ? null : buffer.toString('utf8', keyStart, keyEnd);
    const value = buffer.subarray(valueStart, valueEnd);
    const why = { fate: 'dead-lettered', reason, detail, schemaId: value.readUInt32BE(1), attempt: 0 } as const;
    const from = { topic, partition: this.partition, offset: this.offsetOf(0), timestamp, key, value };
    block.addSetAside({ ...this.originOf(0), record: { ...why, ...from } });
    return block;
  }

  #part(first: number, end: number, from: number, to: number): RowBlock {
    const part = new RowBlock(this.topic, this.partition, from);
    for (let index = first; index < end; index++) {
      part.#starts.push(part.#writer.length);
      part.#writer.all(this.row(index));
      part.#offsets.push(this.offsetOf(index));
      part.#sources.push(this.#sources[index] ?? '');
      part.#times.push(this.#times[index] ?? 0);
      part.#buffers.push(this.#buffers[index] ?? Buffer.alloc(0));
      for (let figure = 0; figure < FIGURES; figure++)
        part.#figures.push(this.#figures[FIGURES * index + figure] ?? -1);
    }
    const isIn = (offset: number) => offset >= from && offset < to;
    for (const each of this.setAside) if (isIn(each.record.offset)) part.addSetAside(each);
    part.deleted.push(...this.deleted.filter(({ offset }) => isIn(offset)));
    part.coverTo(to);
    part.seal();
    return part;
  }

  /** Whether the row written last may stay. */
  #fits(): boolean {
    if (this.planned !== undefined) return true;
    const { marked } = this.#writer;
    const isInMonths = marked < 0 || this.#months.take(this.#writer.int64At(marked));
    return isInMonths && (this.rows === 0 || this.bytes <= this.limits.bytes);
  }

  /** The source that the front names; nearly always the one of the record before. */
  #sourceAt(buffer: Buffer): string {
    const { sourceStart, sourceEnd } = front;
    if (!isSame(this.#source.bytes, buffer, sourceStart, sourceEnd)) {
      const bytes = Buffer.from(buffer.subarray(sourceStart, sourceEnd));
      this.#source = { bytes, text: bytes.toString('utf8') };
    }
    return this.#source.text;
  }
}

/** Names are short: a call into native code would cost more. */
function isSame(known: Buffer, buffer: Buffer, start: number, end: number): boolean {
  if (end - start !== known.length) return false;
  for (let index = 0; index < known.length; index++) if (known[index] !== buffer[start + index]) return false;
  return true;
}
