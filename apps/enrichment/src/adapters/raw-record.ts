import {
  DecodeError,
  type PlacedSchemas,
  type PlacedWriter,
  RecordFront,
  headerLength,
  readFront,
  schemaIdOf,
} from '@naru/avro';
import type { DeadLetterReason } from '@naru/contracts';
import { faultOfPoint } from '@naru/geo';
import type { RecordView } from '@naru/kafka';

/** Why a raw record can't be placed. */
export interface Refusal {
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

/** Reads raw records of one kind as bytes. One object, moved from record to record. */
export class RawRecord {
  /** Of the record read last. */
  readonly front = new RecordFront();
  #writer: PlacedWriter | undefined;

  constructor(private readonly schemas: Pick<PlacedSchemas, 'writerOf'>) {}

  /**
   * Reads the front, and makes sure that the rest is whole: what is appended to a cut record nobody can read. Answers
   * why the record can't be placed, or undefined: then `front` is its, and `placed` may be called.
   */
  read({ buffer, keyStart, valueStart, valueEnd }: RecordView): Refusal | undefined {
    if (keyStart < 0) return { reason: 'missing-key', detail: 'Raw topics are keyed by device' };
    try {
      const writer = this.schemas.writerOf(schemaIdOf(buffer, valueStart, valueEnd));
      readFront(buffer, valueStart + headerLength, valueEnd, this.front);
      writer.checkRest(buffer, this.front.end, valueEnd);
      this.#writer = writer;
      return this.#judgePoint();
    } catch (error) {
      if (error instanceof DecodeError) return { reason: error.reason, detail: error.message };
      throw error;
    }
  }
  /** Ingest refuses such a point; a foreign producer may have written it all the same. */
  #judgePoint(): Refusal | undefined {
    const { hasPoint, longitude, latitude } = this.front;
    return hasPoint ? faultOfPoint(longitude, latitude) : undefined;
  }

  /** The record read last as a placed one, in parts: another header, its own bytes as they are, the place's. */
  placed({ buffer, valueStart, valueEnd }: RecordView, place: Uint8Array): Uint8Array[] {
    if (this.#writer === undefined) throw new Error('No record was read');
    return [this.#writer.header, buffer.subarray(valueStart + headerLength, valueEnd), place];
  }
}
