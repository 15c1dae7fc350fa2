import type { WireCodec } from '@naru/avro';
import { type HubLedgerEntry, topics } from '@naru/contracts';
import { type Tally, keyOfEntry } from '@naru/ledger';
import type { Outgoing } from './outgoing.js';
import { stage, task } from './stage.js';

/** Closes the books of one transaction of this instance. */
export class Bookkeeper {
  constructor(
    private readonly codec: Pick<WireCodec<HubLedgerEntry>, 'encode'>,
    private readonly instance: string,
    private readonly now: () => number,
  ) {}

  /** The entry that goes into the transaction with what it tells of. */
  close(tally: Tally): Outgoing {
    const bookedAt = this.now();
    const entry = tally.toEntry({ stage, task, instance: this.instance, bookedAt });
    return { topic: topics.hubLedger, key: keyOfEntry(entry), value: this.codec.encode(entry), timestamp: bookedAt };
  }
}
