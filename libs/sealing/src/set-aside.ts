import { type HubDeadLetter, type HubQuarantinedRecord, type TopicContract, topics } from '@naru/contracts';
import type { SetAsideRecord } from '@naru/streams';
import { sealOriginal } from './original.js';
import type { SourceKeys } from './source-keys.js';

/** Who sets a record aside, and what of the record could be read. */
export interface SetAsideBy {
  readonly stage: string;
  readonly task: number;
  readonly tenant: string;
  /** The record's source, `unknownSource` where it can't be read. */
  readonly source: string;
  readonly recordId: Buffer | null;
  /** ms; Kafka's timestamp of the record where its own can't be read. */
  readonly receivedAt: number;
  readonly observedAt: number | null;
}

/**
 * The value for hub.dead-letters.v1 or hub.quarantine.v1 (one shape) of a record that a stage read from a topic and
 * can't pass on. Key it by `<stage>/<task>`. Throws SealKeyMissingError.
 */
export function toSetAside(
  keys: Pick<SourceKeys, 'seal'>,
  record: SetAsideRecord,
  by: SetAsideBy,
): HubDeadLetter & HubQuarantinedRecord {
  return {
    ...by,
    kind: record.topic,
    reason: record.reason,
    detail: record.detail,
    originTopic: record.topic,
    originPartition: record.partition,
    originOffset: record.offset,
    originKey: record.key,
    schemaId: record.schemaId,
    lane: laneOf(record.topic),
    attempt: record.attempt,
    ...sealOriginal(keys, by.source, record.value ?? Buffer.alloc(0)),
  };
}

/** What lane the records of a topic came on; of one that carries both, nobody says. */
const laneOf = (topic: string): string =>
  (Object.values(topics) as readonly TopicContract[]).find(({ name }) => name === topic)?.lane ?? 'live';
