import { describe, expect, it } from '@jest/globals';
import { type HubDeadLetter, topics } from '@naru/contracts';
import { type SetAsideRecord, TransientError } from '@naru/streams';
import { createDeadLetters } from './dead-letters.js';
import { SealKeyMissingError } from './source-keys.js';

const keys = { seal: (source: string, bytes: Uint8Array) => ({ sealed: Buffer.from(bytes), sealKeyId: source }) };
const by = { stage: 'parking', tenant: '' };
const record = (value: Buffer | null, topic: string = topics.parkingZoneChanges.name): SetAsideRecord => ({
  fate: 'dead-lettered',
  reason: 'truncated-body',
  detail: 'cut off',
  topic,
  partition: 1,
  offset: 7,
  timestamp: 1_000,
  key: 'k',
  value,
  schemaId: 3,
  attempt: 0,
});

function told(about: SetAsideRecord): { key: string; value: HubDeadLetter }[] {
  const letters: { key: string; value: HubDeadLetter }[] = [];
  const task = { number: 1, emit: (_: string, key: string, value: HubDeadLetter) => void letters.push({ key, value }) };
  createDeadLetters(keys, by)(about, task);
  return letters;
}

describe('a dead letter of a stage', () => {
  it('names where the record stood, under the key of its stage and task', () => {
    expect(told(record(Buffer.from('bytes')))).toMatchObject([
      {
        key: 'parking/1',
        value: { stage: 'parking', task: 1, originPartition: 1, originOffset: 7, reason: 'truncated-body', size: 5 },
      },
    ]);
  });

  it('is of an unknown source where the bytes do not tell, or the topic has no source', () => {
    for (const about of [
      record(null),
      record(Buffer.alloc(3), topics.parkingObservations.name),
      record(Buffer.alloc(90)),
    ])
      expect(told(about)).toMatchObject([{ value: { source: 'unknown', recordId: null, receivedAt: 1_000 } }]);
  });

  it('waits while there is no key to seal with', () => {
    const without = createDeadLetters(
      {
        seal: (source) => {
          throw new SealKeyMissingError(source);
        },
      },
      by,
    );
    const task = { number: 0, emit: () => undefined };
    expect(() => {
      without(record(Buffer.alloc(1)), task);
    }).toThrow(TransientError);
  });
});
