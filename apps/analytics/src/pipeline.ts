import { type DecodeError, RegistryUnreachableError } from '@naru/avro';
import type { Warehouse } from '@naru/clickhouse';
import {
  type AssignmentListener,
  FencedError,
  type FetchedBatch,
  type GroupConsumer,
  TransientError as KafkaTransientError,
  StaleGenerationError,
  UnknownOutcomeError,
} from '@naru/kafka';
import type { Logger, Readiness } from '@naru/observability';
import { SealKeyMissingError } from '@naru/sealing';
import type { LostPositions } from '@naru/streams';
import type { Booker } from './adapters/booker.js';
import { type Booking, bookingOf } from './adapters/booking.js';
import type { DiskRoom } from './adapters/disk-room.js';
import { insertPlanned } from './adapters/insert-planned.js';
import { untilAssured } from './adapters/lease.js';
import type { SinkMetrics } from './adapters/metrics.js';
import type { PartitionWork } from './adapters/partition-work.js';
import { Pending } from './adapters/pending.js';
import type { ReturnedRows } from './adapters/returned-rows.js';
import { bookingOfReturned } from './adapters/returned-work.js';
import { ReturnsLane, returnsTopic } from './adapters/returns-lane.js';
import { Round } from './adapters/round.js';
import { takeBatch } from './adapters/take-batch.js';
import { type Waiting, untilThere } from './adapters/until-there.js';
import type { WarehouseTable } from './adapters/warehouse-table.js';
import { type FlushPace, lingerMs } from './domain/flush-pace.js';

export interface SinkOptions {
  consumer(listener: AssignmentListener): GroupConsumer;
  readonly booker: Booker;
  /** Partitions that are not read any more, until somebody commands where to go on. */
  readonly lost: Pick<LostPositions, 'due' | 'forget' | 'note' | 'settle'>;
  readonly warehouse: Warehouse;
  readonly cluster: string | undefined;
  /** By physical topic. */
  readonly tables: ReadonlyMap<string, WarehouseTable>;
  /** What comes back, and over which topic (its name on the broker). */
  readonly returns: { readonly topic: string; readonly rows: Pick<ReturnedRows, 'read'> };
  readonly pace: FlushPace;
  readonly logger: Logger;
  readonly readiness: Readiness;
  readonly metrics: SinkMetrics;
  readonly room: DiskRoom;
  readonly signal: AbortSignal;
}

const IDLE_POLL_MS = 500;
/** While blocks are being inserted their end is looked for so often. */
const LOOK_AGAIN_MS = 20;
/** What is lost of the returns is booked, as it is of the topics of tables. */
const returnsTable = { contract: returnsTopic, isBooked: true };
/** So long a rebalance, or the end of the process, waits for the blocks that are being inserted. */
const GRACE_MS = 3_000;

/**
 * Records on their way into the warehouse, each exactly once: plan, insert, prove, book. While the planned blocks are
 * inserted, the next ones are read; then one transaction books the former and plans the latter. Whoever takes over
 * finds the plan beside the offset.
 */
export class Sink {
  readonly #consumer: GroupConsumer;
  readonly #pending = new Pending();
  readonly #returns: ReturnsLane;
  /** Came, and not taken yet. */
  #fetched: FetchedBatch[] = [];
  #round: Round | undefined;
  #lastRoundMs = 0;

  constructor(private readonly options: SinkOptions) {
    this.#consumer = options.consumer({
      beforeRebalance: () => this.#bookAndDrop(),
      // after a rebalance reading begins at what is committed, whatever was taken comes again
      onRevoked: (tasks) => {
        this.#drop();
        options.lost.forget(tasks);
      },
      onPositionLost: (error) => {
        options.lost.note(error);
      },
    });
    const { topic } = options.returns;
    const pause = (isPaused: boolean): void => {
      this.#consumer.pause(new Set(isPaused ? [topic] : []));
    };
    this.#returns = new ReturnsLane({ ...options.returns, pause });
  }

  /** Works until it is told to stop, then books what is in. Throws what it must not go on after. */
  async run(): Promise<void> {
    const { readiness, signal, booker } = this.options;
    readiness.notReady('sink', 'joining the group');
    await this.#whileKafkaIsAway(() => booker.initialize());
    await this.#whileKafkaIsAway(() => this.#consumer.start());
    readiness.ready('sink');
    while (!signal.aborted) await this.#turn();
    await this.#bookAndDrop();
  }

  async close(): Promise<void> {
    this.options.readiness.notReady('sink', 'stopped');
    this.#drop();
    await this.#consumer.close();
    await this.options.booker.close();
  }

  async #turn(): Promise<void> {
    const came = await this.#read();
    this.#fetched.push(...came); // what was there before may have been dropped meanwhile
    if (!(await this.#takeFetched())) return;
    this.#checkRound();
    if (this.#round === undefined) this.#insertPlanned();
    if (this.#round === undefined && this.#isDue) await this.#book(true);
    await this.#takeBack();
    await this.#leaveOutLost();
    this.options.metrics.lag(this.#consumer.lag(), (topic) => this.#nameOf(topic));
    this.options.metrics.pending(this.#pending.bytes);
  }

  #nameOf(topic: string): string | undefined {
    return topic === this.#returns.topic ? returnsTopic.name : this.options.tables.get(topic)?.contract.name;
  }

  /** Books returned rows that are done, and inserts the next, beside whatever else is being inserted. */
  async #takeBack(): Promise<void> {
    this.#returns.check(this.#consumer.rebalancing);
    if (!(await this.#bookReturned(true))) return;
    this.#returns.insert((planned, signal) => this.#insertAll(planned, signal, 'returned rows'));
  }

  /** As `#book`. */
  async #bookReturned(isPlanning: boolean): Promise<boolean> {
    const steps = this.#returns.steps(isPlanning);
    if (steps.length === 0) return true;
    if (!(await this.#orDropAll(() => this.#commit(steps.map(bookingOfReturned))))) return false;
    this.#returns.took(steps);
    this.options.metrics.takenBack(steps);
    return true;
  }

  /** Ranges that were commanded to be left out are booked as lost, once what was read before them is booked. */
  async #leaveOutLost(): Promise<void> {
    const { lost, tables, booker } = this.options;
    const isRead = ({ topic, partition }: { topic: string; partition: number }) =>
      (topic === this.#returns.topic && this.#returns.isRead(partition)) ||
      this.#fetched.some((batch) => batch.topic === topic && batch.partition === partition) ||
      this.#pending.all.some((work) => work.topic === topic && work.partition === partition && work.blocks.length > 0);
    const skips = lost.due.flatMap((skip) => {
      const table = skip.topic === this.#returns.topic ? returnsTable : tables.get(skip.topic);
      return table === undefined || isRead(skip) ? [] : [{ ...skip, table }];
    });
    if (skips.length === 0 || this.#consumer.rebalancing) return;
    await this.#bookAndDrop();
    const { membership } = this.#consumer;
    await this.#orDropAll(async () => {
      await this.#whileKafkaIsAway(() => booker.commitLost(skips, membership, Date.now()), this.#isOver);
      for (const skip of skips) lost.settle(skip);
      await this.#whileKafkaIsAway(() => this.#consumer.rewind(), this.#isOver);
    });
  }

  /** What came; nothing while there is no room for more. The group is answered in any case. */
  async #read(): Promise<FetchedBatch[]> {
    if (this.#consumer.rebalancing || (this.#hasRoom && this.#fetched.length === 0))
      return this.#whileKafkaIsAway(() => this.#consumer.poll(this.#patienceMs));
    if (!this.#hasRoom) await this.#round?.within(IDLE_POLL_MS);
    return [];
  }

  /** Where nothing is being inserted, more has to be read: until a block is whole that somebody else has planned. */
  get #hasRoom(): boolean {
    return this.#round === undefined || !this.#pending.isFull;
  }

  /** Batches are unpacked as they are taken, so that few bytes which become many don't go beyond the bound. */
  async #takeFetched(): Promise<boolean> {
    if (!this.#hasRoom) return true;
    do {
      const batch = this.#fetched.shift();
      if (batch === undefined) return true;
      if (!(await this.#orDropAll(() => this.#take(batch)))) return false;
    } while (!this.#pending.isFull);
    return true;
  }

  /** How long nothing needs to be done (ms). */
  get #patienceMs(): number {
    const { ageMs, isDue } = this.#pending;
    const untilDue = isDue ? 0 : ageMs === undefined ? IDLE_POLL_MS : Math.max(0, Math.round(this.#lingerMs - ageMs));
    if (this.#round !== undefined) return LOOK_AGAIN_MS;
    return this.#returns.isInserting ? Math.min(untilDue, LOOK_AGAIN_MS) : untilDue;
  }

  get #isDue(): boolean {
    const { ageMs, isDue } = this.#pending;
    return isDue || (ageMs !== undefined && ageMs >= this.#lingerMs);
  }

  get #lingerMs(): number {
    return lingerMs(this.#lastRoundMs, this.options.pace);
  }

  async #take(batch: FetchedBatch): Promise<void> {
    if (batch.topic === this.#returns.topic) {
      const wait = <R>(read: () => Promise<R>): Promise<R> => this.#whileRegistryIsAway(read);
      await this.#returns.take(batch, () => this.#metadataOf(batch), wait);
      return;
    }
    const table = this.options.tables.get(batch.topic);
    if (table === undefined) throw new Error(`A batch of ${batch.topic}, which nobody asked for`);
    const work = this.#pending.of(batch, table, () => this.#metadataOf(batch));
    const refused = new Map<number, DecodeError>();
    for (let from = batch.baseOffset; ;) {
      const missing = takeBatch(batch, from, work, refused);
      if (missing === undefined) return;
      const writer = await this.#whileRegistryIsAway(() => table.prepare(missing.schemaId));
      if (writer instanceof Error) refused.set(missing.schemaId, writer);
      from = missing.offset;
    }
  }

  /** What stands beside the offset at which reading of this partition began. */
  #metadataOf({ topic, partition, baseOffset }: FetchedBatch): string | undefined {
    const committed = this.#consumer.committed.find((each) => each.topic === topic && each.partition === partition);
    if (committed !== undefined && committed.offset !== baseOffset)
      throw new RangeError(`${topic}/${partition} is read from ${baseOffset} on, committed is ${committed.offset}`);
    return committed?.metadata;
  }

  /** Begins to insert what is planned. */
  #insertPlanned(): void {
    const planned = this.#pending.toInsert;
    if (planned.length === 0) return;
    this.#round = new Round((signal) => this.#insertAll(planned, signal, 'warehouse'));
  }

  async #insertAll(
    planned: readonly PartitionWork[],
    signal: AbortSignal,
    condition: Waiting['condition'],
  ): Promise<void> {
    const isOver = () => signal.aborted || this.#consumer.rebalancing;
    const assured = () => untilAssured(this.#consumer, signal);
    await insertPlanned(planned, { ...this.options, condition, signal, isOver, assured });
  }

  #checkRound(): void {
    const round = this.#round;
    if (round?.isOver !== true) return;
    this.#round = undefined;
    this.#lastRoundMs = round.tookMs;
    // where tasks are about to go, the next poll books what is in; what is only planned is the heir's to prove
    if (!this.#consumer.rebalancing) round.check();
  }

  /** Commits what is in, and what is inserted next; false where everything was dropped instead, and will come again. */
  async #book(isPlanning: boolean): Promise<boolean> {
    const steps = this.#pending.steps(isPlanning);
    if (steps.length > 0 && !(await this.#orDropAll(() => this.#commit(steps.map(bookingOf))))) return false;
    this.#pending.took(steps);
    if (steps.length > 0) this.options.metrics.committed(steps);
    if (isPlanning) this.#insertPlanned();
    return true;
  }

  async #commit(bookings: readonly Booking[]): Promise<void> {
    const { booker } = this.options;
    const { membership } = this.#consumer;
    const noKey = (error: unknown): error is Error => error instanceof SealKeyMissingError;
    const outgoing = await this.#while('dead letters', noKey, () =>
      Promise.resolve(booker.write(bookings, Date.now())),
    );
    try {
      await this.#whileKafkaIsAway(() => booker.commit(bookings, outgoing, membership), this.#isOver);
    } catch (error) {
      if (error instanceof FencedError || error instanceof UnknownOutcomeError)
        await this.#whileKafkaIsAway(() => booker.initialize());
      throw error;
    }
  }

  /** Before tasks may go: what is being inserted comes to its end where that is soon, and what is in is booked. */
  async #bookAndDrop(): Promise<void> {
    await Promise.all([this.#round?.within(GRACE_MS), this.#returns.within(GRACE_MS)]);
    const isBooked = await this.#bookReturned(false);
    if (isBooked && this.#round?.isOver !== false && !this.#pending.isEmpty) await this.#book(false);
    this.#drop();
  }

  #drop(error?: unknown): void {
    if (!this.#pending.isEmpty || !this.#returns.isEmpty)
      this.options.logger.info(
        { err: error },
        'What was not booked is dropped, it comes again from the committed offsets',
      );
    this.#round?.giveUp();
    this.#round = undefined;
    this.#fetched = [];
    this.#pending.clear();
    this.#returns.clear();
    this.options.readiness.forget('returned rows');
  }

  /**
   * Does a piece of work. Where that fails since the tasks are, or are about to be, somebody else's, since nobody knows
   * what became of it, or since time is up, everything taken is dropped and the answer is false: whoever reads on begins
   * at what is committed, and proves what was planned there.
   */
  async #orDropAll(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const lost = lossOf(error);
      if (lost === undefined && !this.#isOver() && !this.options.signal.aborted) throw error;
      if (lost !== undefined) {
        this.options.metrics.commitRefused(lost);
        this.#consumer.disown();
      }
      this.#drop(error);
      return false;
    }
  }

  /** From here on waiting is pointless: the group takes the tasks away from who doesn't come back to poll. */
  readonly #isOver = (): boolean => this.#consumer.rebalancing;

  #whileKafkaIsAway<R>(attempt: () => Promise<R>, isOver?: () => boolean): Promise<R> {
    const isAway = (error: unknown): error is Error => error instanceof KafkaTransientError;
    const waiting = { ...this.options, condition: 'kafka', isAway } as const;
    return untilThere(attempt, isOver === undefined ? waiting : { ...waiting, isOver });
  }

  #whileRegistryIsAway<R>(attempt: () => Promise<R>): Promise<R> {
    const isAway = (error: unknown): error is Error => error instanceof RegistryUnreachableError;
    return this.#while('registry', isAway, attempt);
  }

  #while<R>(
    condition: Waiting['condition'],
    isAway: (error: unknown) => error is Error,
    attempt: () => Promise<R>,
  ): Promise<R> {
    return untilThere(attempt, { ...this.options, condition, isAway, isOver: this.#isOver });
  }
}

/** Why the group, or the coordinator, says that these tasks are somebody else's, or that it doesn't know. */
function lossOf(error: unknown): 'fenced' | 'stale' | 'unknown' | undefined {
  if (error instanceof FencedError) return 'fenced';
  if (error instanceof StaleGenerationError) return 'stale';
  return error instanceof UnknownOutcomeError ? 'unknown' : undefined;
}
