import { DecodeError, beginsWith, headerLength, readFront } from '@naru/avro';
import { type HubDeadLetter, frontFields, topics } from '@naru/contracts';
import { type SetAsideRecord, TransientError } from '@naru/streams';
import { type SetAsideBy, toSetAside } from './set-aside.js';
import { SealKeyMissingError, type SourceKeys, unknownSource } from './source-keys.js';

/** A task of a topology that writes hub.dead-letters as `deadLetters`. */
interface DeadLetterTask {
  readonly number: number;
  emit(output: 'deadLetters', key: string, value: HubDeadLetter): void;
}

/** What of a record set aside could be read. */
export type Identity = Pick<SetAsideBy, 'source' | 'recordId' | 'receivedAt' | 'observedAt'>;

const topicsWithFront = new Set(
  Object.values(topics)
    .filter(({ avro }) => beginsWith(avro, frontFields))
    .map(({ name }) => name),
);

/**
 * The `setAside` of a stage: seals what it can't process with the key of the record's source, as far as that can be
 * read, and sends it to hub.dead-letters. While there is no key yet the task waits (TransientError).
 */
export function createDeadLetters(
  keys: Pick<SourceKeys, 'seal'>,
  { stage, tenant }: { readonly stage: string; readonly tenant: string },
) {
  return function setAside(record: SetAsideRecord, task: DeadLetterTask): void {
    const by = { stage, task: task.number, tenant, ...identityOf(record) };
    try {
      task.emit('deadLetters', `${stage}/${task.number}`, toSetAside(keys, record, by));
    } catch (error) {
      if (!(error instanceof SealKeyMissingError)) throw error;
      throw new TransientError('Ingest has not made the keys that seal dead letters', { cause: error });
    }
  };
}

/** Whose record it is, as far as that can be read; a topic without the common first fields has nothing to read. */
export function identityOf({ topic, value, timestamp }: SetAsideRecord): Identity {
  const nobody = { source: unknownSource, recordId: null, receivedAt: timestamp, observedAt: null };
  if (value === null || !topicsWithFront.has(topic)) return nobody;
  try {
    const { recordIdStart, sourceStart, sourceEnd, receivedAt, observedAt } = readFront(
      value,
      headerLength,
      value.length,
    );
    const recordId = Buffer.from(value.subarray(recordIdStart, recordIdStart + 16));
    return { source: value.toString('utf8', sourceStart, sourceEnd), recordId, receivedAt, observedAt };
  } catch (error) {
    if (error instanceof DecodeError) return nobody;
    throw error;
  }
}
