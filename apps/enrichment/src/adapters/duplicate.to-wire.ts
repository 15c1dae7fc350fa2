import type { RecordFront } from '@naru/avro';
import type { HubDuplicate } from '@naru/contracts';

export interface Copy {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** The line for hub.duplicates of a record that the hub already had. */
export function duplicateToWire(
  bytes: Buffer,
  front: RecordFront,
  { kind, copy, first }: { readonly kind: string; readonly copy: Copy; readonly first: Copy },
): HubDuplicate {
  return {
    recordId: Buffer.from(bytes.subarray(front.recordIdStart, front.recordIdStart + 16)),
    source: bytes.toString('utf8', front.sourceStart, front.sourceEnd),
    stage: 'enrichment',
    kind,
    receivedAt: front.receivedAt,
    originTopic: copy.topic,
    originPartition: copy.partition,
    originOffset: copy.offset,
    firstTopic: first.topic,
    firstPartition: first.partition,
    firstOffset: first.offset,
  };
}
