import { DecodeError, type RecordFront, headerLength, readFront } from '@naru/avro';
import { SealKeyMissingError, type SourceKeys, toSetAside, unknownSource } from '@naru/sealing';
import { type SetAside, type SetAsideRecord, TransientError } from '@naru/streams';
import type { Enrichment } from '../topology.js';

/** Seals what can't be placed with its source's key, as far as its source can be read, and sends it to hub.dead-letters. */
export const createSetAside =
  (keys: Pick<SourceKeys, 'seal'>, tenant: string): SetAside<Enrichment> =>
  (record, task) => {
    const known = { stage: 'enrichment', task: task.number, tenant, ...identityOf(record) };
    try {
      task.emit('deadLetters', `enrichment/${task.number}`, toSetAside(keys, record, known));
    } catch (error) {
      if (!(error instanceof SealKeyMissingError)) throw error;
      throw new TransientError('Ingest has not made the keys that seal dead letters', { cause: error });
    }
  };

function identityOf(record: SetAsideRecord) {
  const { value, timestamp } = record;
  const front = value === null ? undefined : frontOf(value);
  if (value === null || front === undefined)
    return { source: unknownSource, recordId: null, receivedAt: timestamp, observedAt: null };
  return {
    source: value.toString('utf8', front.sourceStart, front.sourceEnd),
    recordId: Buffer.from(value.subarray(front.recordIdStart, front.recordIdStart + 16)),
    receivedAt: front.receivedAt,
    observedAt: front.observedAt,
  };
}

function frontOf(value: Buffer): RecordFront | undefined {
  try {
    return readFront(value, headerLength, value.length);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
