/** How many records of a stage, topic, source and minute met which fate. */
export class Fates {
  /** Booked by ingest alone; of other stages what was taken is what met a fate. */
  taken = 0;
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

  /** Every record that was taken meets exactly one of these. */
  get met(): number {
    return this.delivered + this.deduplicated + this.deadLettered + this.quarantined;
  }
}

export type Fate = 'taken' | 'delivered' | 'deduplicated' | 'deadLettered' | 'quarantined' | 'expired' | 'produced';

const byName: Readonly<Record<string, Fate>> = {
  taken: 'taken',
  delivered: 'delivered',
  deduplicated: 'deduplicated',
  'dead-lettered': 'deadLettered',
  quarantined: 'quarantined',
  expired: 'expired',
};

/** The field of a fate as the ledger names it; undefined of a name that this version doesn't know. */
export const fateOf = (name: string): Fate | undefined => byName[name];

/** Whether it is one that a taken record ends in. */
export const isEnd = (fate: Fate | undefined): boolean =>
  fate === 'delivered' || fate === 'deduplicated' || fate === 'deadLettered' || fate === 'quarantined';

/**
 * Whether what is read from a topic are records that come back after a fix: they are *returned*, not taken anew. Such
 * topics are named `….<stage>-returns`.
 */
export const isReturns = (topic: string): boolean => /[.-]returns\.v\d+$/.test(topic);
