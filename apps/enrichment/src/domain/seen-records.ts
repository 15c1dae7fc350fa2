import { NONE, type RecentIds } from './recent-ids.js';

// The horizon: a record is recognised again if a copy with its id was among the last 1,024 of its device and was taken
// at most 24 hours before. The ids of the history lane are kept without horizon: the same file may come again years
// later. Same id and content is a duplicate; same id and other content is the source's own correction, and becomes
// revision 1, 2, … in the order of the log. What is remembered is written down in the transaction that takes the
// record, so that one that is read again gets the same revision again.
//
// A hub remembers millions of ids, so there is no object an id: rows of typed arrays, found by a hash table with open
// addressing. 64 bits of the id and 64 of the content tell two records apart (both would have to collide for a record
// to be taken for another).

export const HORIZON_RECORDS = 1_024;
export const HORIZON_SECONDS = 24 * 3_600;

/** Where a record stands in its bytes, and when it was taken. */
export interface Identity {
  readonly recordIdStart: number;
  readonly contentHashStart: number;
  /** ms since 1970, UTC. */
  readonly receivedAt: number;
}

/** What is remembered of one record. */
export class RememberedId {
  /** The first 64 bits of its id, and of its content hash. */
  idHigh = 0;
  idLow = 0;
  contentHigh = 0;
  contentLow = 0;
  revision = 0;
  /** Where its first copy lies: number of the topic, and offset. */
  topic = 0;
  offset = 0;
  /** Seconds since 1970; 0 where it is remembered for ever. */
  takenAt = 0;
}

/** Where a copy lies in the log. */
export interface Origin {
  /** Number of the topic, as the caller counts them. */
  readonly topic: number;
  readonly offset: number;
}

const BYTES_PER_ROW = 4 * 4 + 8 + 4 + 4 + 2 + 1;
const LEAST_ROWS = 1_024;
/** Taken at 0: kept without horizon. */
const FOR_EVER = 0;

/**
 * What a task remembers of the records it has read, those of the live lane in lists of their devices. Changes can be taken
 * back until `merge`.
 */
export class SeenRecords {
  /** Of the record taken last: 0 for the first statement of its id. */
  revision = 0;
  /** Of the duplicate taken last: where its first copy lies. */
  firstTopic = 0;
  firstOffset = 0;
  /** What was added last, and whether the last `take` did: an imported copy of a live record is remembered, too. */
  readonly latest = new RememberedId();
  hasAdded = false;

  #rows = 0;
  #capacity = LEAST_ROWS;
  #idHigh = new Uint32Array(LEAST_ROWS);
  #idLow = new Uint32Array(LEAST_ROWS);
  #contentHigh = new Uint32Array(LEAST_ROWS);
  #contentLow = new Uint32Array(LEAST_ROWS);
  #offset = new Float64Array(LEAST_ROWS);
  #takenAtSeconds = new Uint32Array(LEAST_ROWS);
  #revision = new Uint16Array(LEAST_ROWS);
  #topic = new Uint8Array(LEAST_ROWS);
  /** The next newer row of the device; of a free row, the next free one. */
  #next = new Int32Array(LEAST_ROWS);
  #free = NONE;
  /** Row by hash; twice as many as rows, so that a probe is short. */
  #table = new Int32Array(LEAST_ROWS * 2).fill(NONE);
  /**
   * What was done since the last merge, to be undone backwards: rows that were added, and the complements of rows that
   * left their device's list; beside them, whose list it was. Numbers, since thousands a transaction live until it ends;
   * the arrays stay as they are from transaction to transaction, and only the count tells what counts of them.
   */
  readonly #steps: number[] = [];
  readonly #stepsOf: (RecentIds | undefined)[] = [];
  readonly #stepDevices: number[] = [];
  #stepCount = 0;

  /** Ids remembered. */
  get size(): number {
    return this.#rows;
  }

  /** Memory held for them, in bytes. */
  get bytes(): number {
    return this.#capacity * (BYTES_PER_ROW + 2 * this.#table.BYTES_PER_ELEMENT);
  }

  /**
   * Takes a record and remembers it. Answers true where it is a duplicate (then `firstTopic` and `firstOffset` tell of
   * its first copy), else false (then `revision` is its number). `recent` is its device's list on the live lane,
   * undefined on the history lane.
   */
  take(bytes: Uint8Array, record: Identity, origin: Origin, recent: RecentIds | undefined): boolean {
    const idHigh = word(bytes, record.recordIdStart);
    const idLow = word(bytes, record.recordIdStart + 4);
    const contentHigh = word(bytes, record.contentHashStart);
    const contentLow = word(bytes, record.contentHashStart + 4);
    const takenAt = Math.max(1, Math.floor(record.receivedAt / 1_000));
    // the rows of one id: every content that it came with
    let revision = 0;
    let duplicateOf = NONE;
    for (let at = this.#slotOf(idHigh, idLow); ; at = (at + 1) & (this.#table.length - 1)) {
      const row = this.#table[at] ?? NONE;
      if (row === NONE) break;
      if (this.#idLow[row] !== idLow || this.#idHigh[row] !== idHigh || !this.#isWithinHorizon(row, takenAt)) continue;
      revision = Math.max(revision, (this.#revision[row] ?? 0) + 1);
      const sameContent = this.#contentLow[row] === contentLow && this.#contentHigh[row] === contentHigh;
      if (sameContent && (duplicateOf === NONE || this.#standsBefore(row, duplicateOf))) duplicateOf = row;
    }
    const isDuplicate = duplicateOf !== NONE;
    this.hasAdded = false;
    if (isDuplicate) {
      this.firstTopic = this.#topic[duplicateOf] ?? 0;
      this.firstOffset = this.#offset[duplicateOf] ?? 0;
      // an imported copy of a live record: the live row will be forgotten, the import must not be
      if (recent !== undefined || this.#takenAtSeconds[duplicateOf] === FOR_EVER) return true;
    }
    this.revision = isDuplicate ? (this.#revision[duplicateOf] ?? 0) : Math.min(revision, 0xffff);
    const id = this.latest;
    id.idHigh = idHigh;
    id.idLow = idLow;
    id.contentHigh = contentHigh;
    id.contentLow = contentLow;
    id.revision = this.revision;
    id.topic = isDuplicate ? this.firstTopic : origin.topic;
    id.offset = isDuplicate ? this.firstOffset : origin.offset;
    id.takenAt = recent === undefined ? FOR_EVER : takenAt;
    this.remember(id, recent);
    this.hasAdded = true;
    return isDuplicate;
  }

  /** Adds what was remembered before, as it was; `recent` as for `take`. */
  remember(id: RememberedId, recent: RecentIds | undefined): void {
    const row = this.#addRow();
    this.#idHigh[row] = id.idHigh;
    this.#idLow[row] = id.idLow;
    this.#contentHigh[row] = id.contentHigh;
    this.#contentLow[row] = id.contentLow;
    this.#revision[row] = id.revision;
    this.#topic[row] = id.topic;
    this.#offset[row] = id.offset;
    this.#takenAtSeconds[row] = id.takenAt;
    this.#index(row);
    this.#step(row, recent);
    if (recent !== undefined) this.#append(recent, row);
  }

  /** What was taken since the last call lasts. */
  merge(): void {
    for (let i = 0; i < this.#stepCount; i++) {
      const step = this.#steps[i] ?? 0;
      if (step < 0) this.#release(~step);
    }
    this.#stepCount = 0;
  }

  /** What was taken since the last merge is forgotten. */
  drop(): void {
    while (this.#stepCount > 0) {
      const step = this.#steps[--this.#stepCount] ?? 0;
      const recent = this.#stepsOf[this.#stepCount]?.of(this.#stepDevices[this.#stepCount] ?? 0);
      if (step >= 0) {
        this.#unindex(step);
        if (recent !== undefined) this.#removeNewest(recent, step);
        this.#release(step);
      } else if (recent !== undefined) {
        this.#index(~step);
        this.#prepend(recent, ~step);
      }
    }
  }

  /** Forgets what a device's next record can't meet any more: what was taken before this time (ms). Only between transactions. */
  forgetBefore(recent: RecentIds, instant: number): void {
    while (recent.oldest !== NONE && (this.#takenAtSeconds[recent.oldest] ?? 0) * 1_000 < instant) {
      const row = this.#removeOldest(recent);
      this.#release(row);
    }
  }

  #step(step: number, recent: RecentIds | undefined): void {
    this.#steps[this.#stepCount] = step;
    this.#stepsOf[this.#stepCount] = recent;
    this.#stepDevices[this.#stepCount++] = recent?.device ?? 0;
  }

  #isWithinHorizon(row: number, takenAt: number): boolean {
    const at = this.#takenAtSeconds[row] ?? 0;
    return at === FOR_EVER || takenAt - at <= HORIZON_SECONDS;
  }

  /** Which of two copies is the first: an imported one, since it is never forgotten, else the earlier in the log. */
  #standsBefore(row: number, other: number): boolean {
    const [isImported, otherIsImported] = [row, other].map((one) => this.#takenAtSeconds[one] === FOR_EVER);
    return isImported === otherIsImported ? (this.#offset[row] ?? 0) < (this.#offset[other] ?? 0) : isImported === true;
  }

  #append(recent: RecentIds, row: number): void {
    this.#next[row] = NONE;
    if (recent.newest === NONE) recent.oldest = row;
    else this.#next[recent.newest] = row;
    recent.newest = row;
    recent.count++;
    if (recent.count > HORIZON_RECORDS) this.#step(~this.#removeOldest(recent), recent);
  }

  #removeOldest(recent: RecentIds): number {
    const row = recent.oldest;
    recent.oldest = this.#next[row] ?? NONE;
    if (recent.oldest === NONE) recent.newest = NONE;
    recent.count--;
    this.#unindex(row);
    return row;
  }

  #prepend(recent: RecentIds, row: number): void {
    this.#next[row] = recent.oldest;
    if (recent.oldest === NONE) recent.newest = row;
    recent.oldest = row;
    recent.count++;
  }

  #removeNewest(recent: RecentIds, row: number): void {
    recent.count--;
    if (recent.oldest === row) {
      recent.oldest = recent.newest = NONE;
      return;
    }
    let before = recent.oldest;
    while (this.#next[before] !== row) before = this.#next[before] ?? NONE;
    this.#next[before] = NONE;
    recent.newest = before;
  }

  #slotOf(idHigh: number, idLow: number): number {
    // ids are pieces of SHA-256: as even as any hash of them
    return (idHigh ^ idLow) & (this.#table.length - 1);
  }

  #index(row: number): void {
    let at = this.#slotOf(this.#idHigh[row] ?? 0, this.#idLow[row] ?? 0);
    while ((this.#table[at] ?? NONE) !== NONE) at = (at + 1) & (this.#table.length - 1);
    this.#table[at] = row;
  }

  /** Takes a row out, and moves those behind it up where their probe came past (Knuth 6.4, algorithm R). */
  #unindex(row: number): void {
    const mask = this.#table.length - 1;
    let hole = this.#slotOf(this.#idHigh[row] ?? 0, this.#idLow[row] ?? 0);
    while (this.#table[hole] !== row) hole = (hole + 1) & mask;
    for (let at = (hole + 1) & mask; ; at = (at + 1) & mask) {
      const other = this.#table[at] ?? NONE;
      if (other === NONE) break;
      const home = this.#slotOf(this.#idHigh[other] ?? 0, this.#idLow[other] ?? 0);
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      this.#table[hole] = other;
      hole = at;
    }
    this.#table[hole] = NONE;
  }

  #addRow(): number {
    if (this.#free !== NONE) {
      const row = this.#free;
      this.#free = this.#next[row] ?? NONE;
      this.#rows++;
      return row;
    }
    if (this.#rows === this.#capacity) this.#grow();
    return this.#rows++;
  }

  #release(row: number): void {
    this.#next[row] = this.#free;
    this.#free = row;
    this.#rows--;
  }

  #grow(): void {
    this.#capacity *= 2;
    const wider = <A extends Uint32Array | Uint16Array | Uint8Array | Int32Array | Float64Array>(old: A): A => {
      const array = new (old.constructor as new (length: number) => A)(this.#capacity);
      array.set(old);
      return array;
    };
    this.#idHigh = wider(this.#idHigh);
    this.#idLow = wider(this.#idLow);
    this.#contentHigh = wider(this.#contentHigh);
    this.#contentLow = wider(this.#contentLow);
    this.#offset = wider(this.#offset);
    this.#takenAtSeconds = wider(this.#takenAtSeconds);
    this.#revision = wider(this.#revision);
    this.#topic = wider(this.#topic);
    this.#next = wider(this.#next);
    const before = this.#table;
    this.#table = new Int32Array(this.#capacity * 2).fill(NONE);
    // no iterator: this runs too seldom to be optimised, and would make an object of each of millions
    before.forEach((row) => {
      if (row !== NONE) this.#index(row);
    });
  }
}

const word = (bytes: Uint8Array, at: number): number =>
  (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;
