import type { Cluster } from '../cluster/cluster.js';
import type { Lane } from '../cluster/lane.js';
import { codes, errorOf, KafkaError, movedLeader, TransientError } from '../errors.js';
import { byTopic, type Partition, partitionKey, type Position } from '../position.js';
import { produce, type ProducedPartition } from '../protocol/produce.js';
import { PartitionQueue, type ProducerIdentity } from './partition-queue.js';

const LOOK_UP_AGAIN_MS = 50;
/** A batch that the answer does not mention is not acknowledged: it is sent again, and known where it came through. */
const UNMENTIONED = { errorCode: codes.LEADER_NOT_AVAILABLE, errorMessage: null, baseOffset: -1 } as const;

export interface PipelineOptions {
  /** How long what fails is sent again. */
  readonly forMs: number;
  /** Awaited before each request, where it gives something to wait for. */
  readonly before: () => Promise<void> | undefined;
}

interface Sent {
  readonly queue: PartitionQueue;
  readonly topic: string;
  readonly partition: number;
  readonly batch: Buffer;
}

/**
 * The batches of one transaction on their way to the leaders: several partitions in one request, several requests under
 * way, each partition's batches in order. What fails for now is sent again until `forMs` after the transaction began, and
 * no answer is waited for longer than that.
 */
export class ProducePipeline {
  readonly #cluster: Cluster;
  readonly #lane: Lane;
  readonly #identity: ProducerIdentity;
  readonly #options: PipelineOptions;
  #until: number;
  readonly #queues = new Map<string, PartitionQueue>();
  #failure: KafkaError | undefined;
  /** After a failure: what is in doubt is sent again. */
  #isResolving = false;
  #unresolved: TransientError | undefined;
  #scheduled = false;
  #timer: NodeJS.Timeout | undefined;
  #looking = false;
  #settled: PromiseWithResolvers<void> | undefined;

  constructor(way: { cluster: Cluster; lane: Lane }, identity: ProducerIdentity, options: PipelineOptions) {
    this.#cluster = way.cluster;
    this.#lane = way.lane;
    this.#identity = identity;
    this.#options = options;
    this.#until = performance.now() + options.forMs;
  }

  /** Whether anything was ever sent, so that the coordinator may know of the transaction. */
  get used(): boolean {
    return this.#queues.size > 0;
  }

  /** Where anything was pushed. */
  get partitions(): Partition[] {
    return Array.from(this.#queues.values(), ({ topic, partition }) => ({ topic, partition }));
  }

  /** Offsets behind what was acknowledged, of the partitions whose leaders told them. */
  get ends(): Position[] {
    return [...this.#queues.values()].flatMap(({ topic, partition, end }) =>
      end === undefined ? [] : [{ topic, partition, offset: end }],
    );
  }

  push(topic: string, partition: number, batches: readonly Buffer[]): void {
    const key = partitionKey(topic, partition);
    let queue = this.#queues.get(key);
    if (!queue) this.#queues.set(key, (queue = new PartitionQueue(topic, partition, this.#identity)));
    for (const batch of batches) queue.push(batch);
    this.#schedule();
  }

  /** Resolves when every batch is acknowledged; rejects with the first failure once nothing is under way any more. */
  async settled(): Promise<void> {
    const settled = (this.#settled ??= Promise.withResolvers());
    this.#settle();
    await settled.promise;
  }

  /**
   * Sends nothing more that is new; resolves when nothing is under way, and the brokers have said of each batch what became
   * of it: one that still lies in a broker's queue could be written behind the end of its transaction, and would keep
   * readers before it for ever. TransientError where nobody has said so within `retryForMs`.
   */
  async stop(): Promise<void> {
    this.#fail(new TransientError('the transaction is given up', -1, 'ABORTED'));
    this.#isResolving = true;
    this.#until = performance.now() + this.#cluster.retryForMs;
    this.#schedule();
    await this.settled().catch(() => undefined);
    const unresolved = this.#unresolved;
    this.#unresolved = undefined; // nothing is left that could be asked for again
    if (unresolved) throw unresolved;
  }

  /** All that is pushed in one turn of the event loop goes out together. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#sendAll();
    });
  }

  #sendAll(): void {
    if (this.#failure && !this.#isResolving) return;
    const now = performance.now();
    let soonest = Infinity;
    const requests = new Map<number, Sent[]>();
    for (const queue of this.#queues.values()) {
      const wait = queue.sendableIn(now);
      if (wait === undefined) continue;
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        continue;
      }
      const leader = this.#leaderOf(queue);
      if (leader === undefined) continue;
      const batch = queue.take();
      if (!batch) continue;
      const sent = { queue, topic: queue.topic, partition: queue.partition, batch };
      const others = requests.get(leader);
      if (others) others.push(sent);
      else requests.set(leader, [sent]);
    }
    for (const [leader, sent] of requests) void this.#send(leader, sent);
    if (requests.size > 0)
      this.#schedule(); // the next batch of each partition
    else if (soonest < Infinity) this.#sendIn(soonest);
  }

  #sendIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#sendAll();
    }, milliseconds);
  }

  /** undefined where it isn't known: then it is being looked up, and what waits goes out afterwards. */
  #leaderOf({ topic, partition }: PartitionQueue): number | undefined {
    try {
      return this.#cluster.leaderOf(topic, partition);
    } catch {
      this.#lookUp(topic);
      return undefined;
    }
  }

  #lookUp(topic: string): void {
    if (this.#looking) return;
    this.#looking = true;
    void this.#cluster
      .refresh([topic])
      .catch(() => undefined)
      .then(() => {
        this.#looking = false;
        if (performance.now() > this.#until) this.#timeIsUp(errorOf(codes.LEADER_NOT_AVAILABLE, `produce to ${topic}`));
        else this.#sendIn(LOOK_UP_AGAIN_MS);
      });
  }

  async #send(leader: number, sent: readonly Sent[]): Promise<void> {
    const request = {
      transactionalId: this.#identity.transactionalId,
      timeoutMs: this.#options.forMs,
      topics: byTopic(sent).map(({ name, items }) => ({ name, partitions: items })),
    };
    try {
      await this.#options.before();
    } catch (error) {
      for (const { queue } of sent) queue.postpone(performance.now());
      this.#unanswered(error, sent);
      this.#goOn(sent);
      return;
    }
    try {
      const answers = await this.#cluster.link(leader, this.#lane).call(produce, request);
      const byPartition = new Map(answers.map((answer) => [partitionKey(answer.topic, answer.partition), answer]));
      for (const one of sent) {
        const answer = byPartition.get(partitionKey(one.topic, one.partition));
        this.#conclude(one, answer);
      }
    } catch (error) {
      for (const { queue, batch } of sent) queue.doubt(batch, performance.now());
      this.#unanswered(error, sent);
    }
    this.#goOn(sent);
  }

  #goOn(sent: readonly Sent[]): void {
    if (this.#failure) for (const { queue } of sent) queue.drop();
    this.#schedule();
    this.#settle();
  }

  #conclude({ queue, topic, partition, batch }: Sent, answer: ProducedPartition | undefined): void {
    const { errorCode: code, errorMessage: message, baseOffset } = answer ?? UNMENTIONED;
    // A duplicate is a batch that came through when its answer didn't.
    if (code === codes.NONE || code === codes.DUPLICATE_SEQUENCE_NUMBER) {
      queue.acknowledge(batch, baseOffset);
      this.#cluster.options.metrics?.produced?.(topic, batch.length);
      return;
    }
    const why = message ? ` (${message})` : '';
    const error = errorOf(code, `produce to ${topic}/${partition}${why}`);
    if (error instanceof TransientError || queue.followsFromRecovery(batch, code)) {
      queue.postpone(performance.now());
      this.#retry(error, topic);
    } else {
      queue.conclude(batch);
      this.#fail(error);
    }
  }

  #unanswered(error: unknown, sent: readonly Sent[]): void {
    const failure = error instanceof KafkaError ? error : errorOf(-1, `produce: ${String(error)}`, error);
    if (failure instanceof TransientError) this.#retry(failure, sent[0]?.topic ?? '');
    else this.#timeIsUp(failure); // it will never be answered
  }

  #retry(error: KafkaError, topic: string): void {
    if (performance.now() > this.#until) {
      this.#timeIsUp(error);
      return;
    }
    this.#cluster.options.metrics?.retry?.('Produce', error.kafkaName);
    if (error.code < 0 || movedLeader.has(error.code)) this.#lookUp(topic);
  }

  #timeIsUp(error: KafkaError): void {
    if (this.#isResolving) {
      this.#unresolved = new TransientError(`what was sent is in doubt: ${error.message}`, error.code, error.kafkaName);
      for (const queue of this.#queues.values()) queue.giveUp();
    }
    this.#fail(error);
  }

  #fail(error: KafkaError): void {
    this.#failure ??= error;
    clearTimeout(this.#timer);
    for (const queue of this.#queues.values()) queue.drop();
    this.#settle();
  }

  #settle(): void {
    const settled = this.#settled;
    const queues = [...this.#queues.values()];
    const isOver = ({ inFlight, isSettled }: PartitionQueue): boolean =>
      inFlight === 0 && (isSettled || (this.#failure !== undefined && !this.#isResolving));
    if (!settled || !queues.every(isOver)) return;
    this.#settled = undefined;
    if (this.#failure) settled.reject(this.#failure);
    else settled.resolve();
  }
}
