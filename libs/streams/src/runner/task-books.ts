import type { HubLedgerEntry } from '@naru/contracts';
import type { Position } from '@naru/kafka';
import { type BookedBy, Tally } from '@naru/ledger';
import type { Outcome } from '../topology/outcome.js';
import type { Expired, ReturnedFate } from '../topology/task.js';
import type { InputPort } from './input-port.js';

/** How long a task may keep to itself that it has passed offsets that hold no records. */
const QUIET_MS = 60_000;

/**
 * What a task has taken since its last entry in the ledger: the positions of its inputs, and what became of the records.
 * Positions are committed with the entry that tells their ranges and never without, so that the ranges of a task touch
 * over commits, restarts and owners. Offsets without records (ends of transactions, progress marks) aren't worth an
 * entry each: they wait for the next record, or a minute.
 */
export class TaskBooks {
  readonly #tally = new Tally();
  /** Where each input goes on that was moved in since the task began. */
  readonly #next = new Map<InputPort, Position>();
  readonly #moved = new Map<InputPort, Position>();
  #toldAt = performance.now();
  #hasWorked = false;

  /** Whether something was done that has to be committed. */
  get haveWork(): boolean {
    return this.#hasWorked || this.#tally.hasRecords;
  }

  /** Whether an entry goes into the transaction that is being committed. */
  get areDue(): boolean {
    return this.haveWork || (this.#moved.size > 0 && performance.now() - this.#toldAt > QUIET_MS);
  }

  /**
   * Where to go on in the inputs, by their names on the broker; also where none was moved in, since it is by a position
   * that Kafka knows whose a transaction is.
   */
  get positions(): Iterable<Position> {
    return this.#moved.size > 0 ? this.#moved.values() : this.#next.values();
  }

  /** Something was done although no record came: a timer. */
  worked(): void {
    this.#hasWorked = true;
  }

  /** Offsets [from, to) of an input were passed, with so many records in them. RangeError where they leave out or repeat one. */
  took(port: InputPort, partition: number, from: number, to: number, records: number): void {
    if (from === to) return;
    this.#moveTo(port, partition, from, to);
    this.#tally.took(port.topic.name, partition, from, to, records);
  }

  /** Offsets [from, to) of an input were gone before they were read, and somebody commanded to go on behind them. */
  lost(port: InputPort, partition: number, from: number, to: number): void {
    this.#moveTo(port, partition, from, to);
    this.#tally.lost(port.topic.name, partition, from, to);
    this.#hasWorked = true;
  }

  #moveTo(port: InputPort, partition: number, from: number, to: number): void {
    const due = this.#next.get(port)?.offset ?? from;
    if (from !== due) throw new RangeError(`${port.topic.name}/${partition} goes on at ${from}, where ${due} was due`);
    const position = { topic: port.name, partition, offset: to };
    this.#next.set(port, position);
    this.#moved.set(port, position);
  }

  count(topic: string, source: string, at: number, outcome: Outcome): void {
    this.#tally.count(topic, source, at, outcome.fate, 'reason' in outcome ? outcome.reason : '');
  }

  /** A record came back to a topic, and met a fate there. */
  returned(topic: string, { fate, reason }: ReturnedFate, source: string, at: number): void {
    this.#tally.count(topic, source, at, 'returned');
    this.#tally.count(topic, source, at, fate, reason);
  }

  /** Records of a topic, set aside at `at`, are gone without having come back. */
  expired(topic: string, { reason, source, records, at }: Expired): void {
    this.#tally.count(topic, source, at, 'expired', reason, records);
  }

  wrote(topic: string, at: number): void {
    this.#tally.wrote(topic, at);
  }

  /** The entry that goes with the positions. Throws where the fates don't add up to the records taken. */
  entry(by: BookedBy): HubLedgerEntry {
    const imbalance = this.#tally.imbalance();
    if (imbalance !== undefined) throw new Error(`The books of ${by.stage}/${by.task} don't balance: ${imbalance}`);
    return this.#tally.toEntry(by);
  }

  /** The entry is committed. */
  committed(): void {
    this.#tally.clear();
    this.#moved.clear();
    this.#hasWorked = false;
    this.#toldAt = performance.now();
  }

  /** Nothing of it is committed; reading begins anew at what is. */
  drop(): void {
    this.#tally.clear();
    this.#moved.clear();
    this.#next.clear();
    this.#hasWorked = false;
  }
}
