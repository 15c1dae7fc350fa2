import { type HubDeadLetter, type HubReturnedRecord, topics } from '@naru/contracts';
import type { HubUnderTest, Logged } from '@naru/testing';

/** Sends a letter back as ingest does once a command about it is decided. */
export async function sendBack(
  hub: HubUnderTest,
  letter: Logged<HubDeadLetter>,
  changes: Partial<HubReturnedRecord> = {},
): Promise<void> {
  if (letter.value === null) throw new Error('Letters are not deleted');
  const { source, stage, task, kind, reason, lane, receivedAt, recordId, attempt, size, sha256 } = letter.value;
  const { originTopic, originPartition, originOffset, originKey, sealed, sealKeyId } = letter.value;
  if (sealed === null || sealKeyId === null) throw new Error('Its bytes are not kept');
  const now = Date.now();
  const returned: HubReturnedRecord = {
    ...{ letter: `dead-letters/${letter.partition}-${letter.offset}`, commandId: 'one', commandedBy: 'key' },
    ...{ commandedAt: now, isRelease: false, isFixed: false, recordId, group: 'group', setAsideAt: now },
    ...{ source, stage, task, kind, reason, lane, receivedAt, attempt: attempt + 1 },
    ...{ originTopic, originPartition, originOffset, originKey },
    ...{ size, sha256, sealed, sealKeyId },
    ...changes,
  };
  await hub.write(topics.hubAnalyticsReturns, [[`${stage}/${task}`, returned]]);
}
