import { DecodeError } from './errors.js';

/** Magic byte and schema id (4 bytes, big endian) stand before every Avro body (Confluent wire format). */
export const headerLength = 5;

/**
 * Schema id of a value that stands in `bytes` from `start` to `end`. The body begins `headerLength` later.
 * Throws a DecodeError (not-confluent) where there is no such header.
 */
export function schemaIdOf(bytes: Buffer, start = 0, end = bytes.length): number {
  if (end - start < headerLength || bytes[start] !== 0)
    throw new DecodeError('not-confluent', 'The value has no magic byte and schema id');
  return bytes.readUInt32BE(start + 1);
}

/** The header of bodies written by this schema. */
export function headerOf(schemaId: number): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt32BE(schemaId, 1);
  return header;
}
