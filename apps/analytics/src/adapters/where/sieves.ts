import { RecordFront, headerLength, readFront } from '@naru/avro';
import { type TopicContract, kinds } from '@naru/contracts';
import type { RecordView } from '@naru/kafka';
import type { Wanted } from '../../domain/where/candidates.js';
import type { Sieve } from './tail-search.js';

/**
 * Records that hold one of these bytes anywhere: an id, a hash or a name stands in them as it is, whatever their schema.
 * A batch without them is left out whole.
 */
export function holding(...wanted: readonly Buffer[]): Sieve {
  const isIn = (bytes: Buffer): boolean => wanted.some((one) => bytes.includes(one));
  let buffer: Buffer | undefined;
  let isInBatch = false;
  return function holdsBytes(view: RecordView): boolean {
    if (view.buffer !== buffer) {
      buffer = view.buffer;
      isInBatch = isIn(buffer);
    }
    return isInBatch && isIn(buffer.subarray(view.valueStart, view.valueEnd));
  };
}

const rawTopics: ReadonlySet<string> = new Set(kinds.flatMap(({ raw, rawHistory }) => [raw.name, rawHistory.name]));
const asideTopics: ReadonlySet<string> = new Set(['hub.dead-letters.v1', 'hub.quarantine.v1']);

/** Records of a source that were seen in this time; of what was set aside, everything. */
export function sentBy({ source, from, to }: Wanted): Sieve {
  const front = new RecordFront();
  return function wasSent(view: RecordView, { name }: TopicContract): boolean {
    if (asideTopics.has(name)) return true;
    if (!rawTopics.has(name)) return false;
    try {
      readFront(view.buffer, view.valueStart + headerLength, view.valueEnd, front);
    } catch {
      return false; // no record of ours: analytics sets it aside
    }
    const isInTime = front.observedAt >= from && front.observedAt < to;
    return isInTime && view.buffer.toString('utf8', front.sourceStart, front.sourceEnd) === source;
  };
}
