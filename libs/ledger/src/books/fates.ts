/** How many records of a stage, topic, source and minute met which fate. */
export class Fates {
  /** Booked by ingest alone, of what came over HTTP; of a topic that is read, what was taken is what met a fate first. */
  taken = 0;
  /** Records that were set aside and came back: each meets a fate once more. */
  returned = 0;
  delivered = 0;
  deduplicated = 0;
  deadLettered = 0;
  quarantined = 0;
  /** Of records set aside: their time is over. No fate of a record that was taken. */
  expired = 0;
  /** Records written to the topic, told by its writer. */
  produced = 0;
  /** Entries that had been read when this last moved. */
  movedAt = 0;

  /** Every record that was taken or came back meets exactly one of these. */
  get met(): number {
    return this.delivered + this.deduplicated + this.deadLettered + this.quarantined;
  }

  /** Fates of records that were met for the first time: what a reader took of a topic. */
  get metFirst(): number {
    return this.met - this.returned;
  }
}

export type Fate =
  'taken' | 'returned' | 'delivered' | 'deduplicated' | 'deadLettered' | 'quarantined' | 'expired' | 'produced';

const byName: Readonly<Record<string, Fate>> = {
  taken: 'taken',
  returned: 'returned',
  delivered: 'delivered',
  deduplicated: 'deduplicated',
  'dead-lettered': 'deadLettered',
  quarantined: 'quarantined',
  expired: 'expired',
};

/** The field of a fate as the ledger names it; undefined of a name that this version doesn't know. */
export const fateOf = (name: string): Fate | undefined => byName[name];

/** Whether it is one that a record ends in that was taken or came back. */
export const isEnd = (fate: Fate | undefined): boolean =>
  fate === 'delivered' || fate === 'deduplicated' || fate === 'deadLettered' || fate === 'quarantined';

/**
 * Whether records come back over a topic: each is booked as *returned* under the topic that it once came from. Such
 * topics are named `….<stage>-returns`.
 */
export const isReturns = (topic: string): boolean => /[.-]returns\.v\d+$/.test(topic);
