import type { UndecodableReason } from './decoder.js';
import type { RecordPosition } from './received.js';

/**
 * A record could not be read, and nobody said that it may be skipped: the subscription has ended before it.
 * @advice Look at the record at this place; update the contracts, or pass `onUndecodable` to skip such records knowingly.
 */
export class UndecodableRecordError extends Error {
  override readonly name = 'UndecodableRecordError';
  readonly code = 'NARU_UNDECODABLE_RECORD';

  constructor(
    readonly position: RecordPosition,
    readonly reason: UndecodableReason,
    readonly schemaId: number | null,
  ) {
    super(`${position.topic}/${position.partition} at ${position.offset} can't be read: ${reason}`);
  }
}
