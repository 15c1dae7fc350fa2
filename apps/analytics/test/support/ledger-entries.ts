import { type HubLedgerEntry, topics } from '@naru/contracts';
import { keyOfEntry } from '@naru/ledger';
import type { HubUnderTest } from '@naru/testing';

/** Writes an entry of task 0 of a stage; what is left out is empty. */
export function bookEntry(hub: HubUnderTest, stage: string, more: Partial<HubLedgerEntry>): Promise<void> {
  const entry = {
    stage,
    task: 0,
    instance: 'one',
    bookedAt: Date.now(),
    ranges: [],
    counts: [],
    produced: [],
    ...more,
  };
  return hub.write(topics.hubLedger, [[keyOfEntry(entry), entry]]);
}
