import type { HubLedgerEntry } from '@naru/contracts';

/** Key of an entry in hub.ledger.v1: the entries of a task are in one partition, in order. */
export const keyOfEntry = ({ stage, task }: Pick<HubLedgerEntry, 'stage' | 'task'>): string => `${stage}/${task}`;
