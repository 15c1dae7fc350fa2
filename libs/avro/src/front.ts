import type { AvroField, AvroRecord } from '@naru/contracts';
import { ByteCursor } from './byte-cursor.js';
import { canonicalForm } from './canonical.js';
import { DecodeError } from './errors.js';

/** Where the common first fields of a record stand in its bytes; numbers are read already. Reused for many records. */
export class RecordFront {
  /** 16 bytes from here. */
  recordIdStart = 0;
  /** 16 bytes from here. */
  contentHashStart = 0;
  sourceStart = 0;
  sourceEnd = 0;
  /** ms since 1970, UTC. */
  receivedAt = 0;
  /** ms since 1970, UTC. */
  observedAt = 0;
  deviceStart = 0;
  deviceEnd = 0;
  hasPoint = false;
  /** WGS84 degrees; 0 where there is no point. */
  longitude = 0;
  latitude = 0;
  qualityStart = 0;
  qualityEnd = 0;
  lane: 'live' | 'history' = 'live';
  /** Position after the front, where the record's own fields begin. */
  end = 0;
}

const cursor = new ByteCursor();

/**
 * Reads the front of a record whose body (after the Confluent header) stands in `bytes` from `start` to `end`, and
 * decodes nothing else. The writer's schema must begin with the front: see `beginsWith`.
 * Throws a DecodeError (truncated-body) where the bytes are none.
 */
export function readFront(bytes: Buffer, start: number, end: number, front = new RecordFront()): RecordFront {
  cursor.over(bytes, start, end);
  front.recordIdStart = start;
  front.contentHashStart = start + 16;
  cursor.skip(32);
  front.sourceStart = cursor.skipSized();
  front.sourceEnd = cursor.position;
  front.receivedAt = cursor.readLong();
  front.observedAt = cursor.readLong();
  front.deviceStart = cursor.skipSized();
  front.deviceEnd = cursor.position;
  const branch = cursor.readLong();
  front.hasPoint = branch === 1;
  front.longitude = front.hasPoint ? cursor.readDouble() : 0;
  front.latitude = front.hasPoint ? cursor.readDouble() : 0;
  front.qualityStart = cursor.skipSized();
  front.qualityEnd = cursor.position;
  const lane = cursor.readLong();
  front.lane = lane === 1 ? 'history' : 'live';
  front.end = cursor.position;
  if (cursor.broken || branch < 0 || branch > 1 || lane < 0 || lane > 1)
    throw new DecodeError('truncated-body', 'The bytes do not begin with the common fields');
  return front;
}

/** Whether records of this schema begin with these fields on the wire, name by name and type by type. */
export function beginsWith(schema: AvroRecord, fields: readonly AvroField[]): boolean {
  const shape = (first: readonly AvroField[]) => canonicalForm({ type: 'record', name: 'Front', fields: first });
  return shape(schema.fields.slice(0, fields.length)) === shape(fields);
}
