import { DecodeError, beginsWith, headerLength, readFront } from '@naru/avro';
import { type HubFront, type TopicContract, frontFields } from '@naru/contracts';
import type { RecordView } from '@naru/kafka';

/** Where the ledger books a record. */
export type Origin = Pick<HubFront, 'source' | 'receivedAt'>;

/** Whether a topic's records begin with the common fields, which tell their origin. */
export const tellsOrigin = ({ avro }: TopicContract): boolean => beginsWith(avro, frontFields);

/** Origin of a record of such a topic that can't be decoded: also where it is cut off later on, this can often be read. */
export function readOrigin({ buffer, valueStart, valueEnd }: RecordView): Origin | undefined {
  try {
    const { sourceStart, sourceEnd, receivedAt } = readFront(buffer, valueStart + headerLength, valueEnd);
    return { source: buffer.toString('utf8', sourceStart, sourceEnd), receivedAt };
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
