import { codes } from '../errors.js';
import { recordsOf, stampProducer } from '../records/batch-header.js';

/** Who sends: every transaction has its own epoch, in which each partition's sequence begins at 0. */
export interface ProducerIdentity {
  readonly transactionalId: string;
  readonly producerId: bigint;
  readonly epoch: number;
}

interface Unacknowledged {
  readonly batch: Buffer;
  sent: boolean;
  /** It was sent, and nobody said what became of it: the broker may still take it. */
  inDoubt: boolean;
}

/** Brokers remember the last five batches of a producer and partition: so many may be repeated without being written twice. */
const MAX_IN_FLIGHT = 5;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 200;

/** A partition's batches of one transaction, in order of sequence, until the broker has them. */
export class PartitionQueue {
  readonly topic: string;
  readonly partition: number;
  readonly #identity: ProducerIdentity;
  #batches: Unacknowledged[] = [];
  #nextSequence = 0;
  #inFlight = 0;
  /** The broker has taken a batch, so the partition is part of the transaction. */
  #opened = false;
  /** A batch has to be sent again, hence all behind it, once everything under way is answered. */
  #recovering = false;
  #pauseMs = FIRST_PAUSE_MS;
  /** Offset behind the last acknowledged batch; undefined where the broker didn't tell. */
  #end: number | undefined;
  #notBefore = 0;

  constructor(topic: string, partition: number, identity: ProducerIdentity) {
    this.topic = topic;
    this.partition = partition;
    this.#identity = identity;
  }

  push(batch: Buffer): void {
    stampProducer(batch, this.#identity.producerId, this.#identity.epoch, this.#nextSequence);
    this.#nextSequence += recordsOf(batch);
    this.#batches.push({ batch, sent: false, inDoubt: false });
  }

  get isSettled(): boolean {
    return this.#batches.length === 0;
  }

  get end(): number | undefined {
    return this.#end;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Milliseconds until something may be sent; undefined where nothing can be before an answer comes. */
  sendableIn(now: number): number | undefined {
    // The first goes alone: it is refused while the markers of the transaction before are being written.
    const limit = this.#opened && !this.#recovering ? MAX_IN_FLIGHT : 1;
    if (this.#inFlight >= limit || !this.#batches.some(({ sent }) => !sent)) return undefined;
    return Math.max(0, this.#notBefore - now);
  }

  /** The next batch to send. */
  take(): Buffer | undefined {
    const next = this.#batches.find(({ sent }) => !sent);
    if (!next) return undefined;
    next.sent = true;
    this.#inFlight++;
    return next.batch;
  }

  /** The broker has the batch, at `baseOffset` (-1: somewhere). */
  acknowledge(batch: Buffer, baseOffset: number): void {
    this.#inFlight--;
    this.#end = baseOffset < 0 ? undefined : baseOffset + recordsOf(batch);
    this.#batches = this.#batches.filter((one) => one.batch !== batch);
    this.#opened = true;
    this.#pauseMs = FIRST_PAUSE_MS;
    if (this.#recovering && this.#inFlight === 0) this.#sendAgain();
  }

  /** The batch didn't arrive, or came too early: it is sent again, in order, after a pause. */
  postpone(now: number): void {
    this.#inFlight--;
    this.#recovering = true;
    this.#notBefore = now + this.#pauseMs;
    if (this.#inFlight > 0) return;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.#sendAgain();
  }

  /** No answer came: as `postpone`, but the broker may have the batch, or get it yet. */
  doubt(batch: Buffer, now: number): void {
    const found = this.#batches.find((one) => one.batch === batch);
    if (found) found.inDoubt = true;
    this.postpone(now);
  }

  /** Whether a refusal only says that a batch before this one has to be sent again. */
  followsFromRecovery(batch: Buffer, errorCode: number): boolean {
    return errorCode === codes.OUT_OF_ORDER_SEQUENCE_NUMBER && this.#batches[0]?.batch !== batch;
  }

  /** Forgets what isn't under way. What is in doubt stays, to be sent again until the broker says what became of it. */
  drop(): void {
    this.#batches = this.#batches.filter(({ sent, inDoubt }) => sent || inDoubt);
  }

  /** The broker has told: it has the batch, or won't take it. */
  conclude(batch: Buffer): void {
    this.#batches = this.#batches.filter((one) => one.batch !== batch);
    this.#inFlight--;
    if (this.#inFlight === 0) this.#sendAgain();
  }

  /** Nobody will say any more what became of what is in doubt. */
  giveUp(): void {
    this.#batches = [];
  }

  #sendAgain(): void {
    for (const one of this.#batches) one.sent = false;
    this.#recovering = false;
  }
}
