import type { HubLedgerEntry } from '@naru/contracts';
import type { Position } from '@naru/kafka';
import { type BookedBy, Tally } from '@naru/ledger';
import type { Outcome } from '../topology/outcome.js';
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
  readonly #next = new Map<InputPort, number>();
  readonly #moved = new Map<InputPort, Position>();
  #toldAt = performance.now();

  /** Whether something was taken or written that has to be committed. */
  get hasRecords(): boolean {
    return this.#tally.hasRecords;
  }

  /** Whether an entry goes into the transaction that is being committed. */
  get isDue(): boolean {
    return this.hasRecords || (this.#moved.size > 0 && performance.now() - this.#toldAt > QUIET_MS);
  }

  /** Where to go on in the inputs that were moved in, by their names on the broker. */
  get positions(): Iterable<Position> {
    return this.#moved.values();
  }

  /** Offsets [from, to) of an input were passed, with so many records in them. RangeError where they leave out or repeat one. */
  took(port: InputPort, partition: number, from: number, to: number, records: number): void {
    if (from === to) return;
    const { name } = port.topic;
    const due = this.#next.get(port) ?? from;
    if (from !== due) throw new RangeError(`${name}/${partition} goes on at ${from}, where ${due} was due`);
    this.#next.set(port, to);
    this.#moved.set(port, { topic: port.name, partition, offset: to });
    this.#tally.took(name, partition, from, to, records);
  }

  count(topic: string, source: string, at: number, outcome: Outcome): void {
    this.#tally.count(topic, source, at, outcome.fate, 'reason' in outcome ? outcome.reason : '');
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
    this.#toldAt = performance.now();
  }

  /** Nothing of it is committed; reading begins anew at what is. */
  drop(): void {
    this.#tally.clear();
    this.#moved.clear();
    this.#next.clear();
  }
}
