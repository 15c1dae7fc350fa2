import type { WireCodec } from '@naru/avro';
import type { ParkingRecompute, PhysicalNames } from '@naru/contracts';
import { BatchWriter, type TransactionalProducer, partitionOf } from '@naru/kafka';
import { topology } from '../../topology.js';

export interface RecomputeLogOptions {
  readonly producer: Pick<TransactionalProducer, 'initialize' | 'begin' | 'send' | 'commit' | 'close'>;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly codec: Pick<WireCodec<ParkingRecompute>, 'encode'>;
}

/** Writes to parking.recomputes.v1, one transaction after another. */
export class RecomputeLog {
  #last: Promise<unknown> = Promise.resolve();
  #isProven = false;

  constructor(private readonly options: RecomputeLogOptions) {}

  /** Resolves when all are committed. Throws KafkaErrors: then nobody may know whether they were. */
  write(recomputes: readonly ParkingRecompute[]): Promise<void> {
    const written = this.#last.then(() => this.#commit(recomputes));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.options.producer.close();
  }

  async #commit(recomputes: readonly ParkingRecompute[]): Promise<void> {
    const { producer, names, codec } = this.options;
    const topic = topology.writes.parkingRecomputes;
    try {
      // proves itself anew after any failure, which also ends what was left open
      if (!this.#isProven) await producer.initialize();
      this.#isProven = true;
      producer.begin();
      for (const recompute of recomputes) {
        const writer = new BatchWriter();
        writer.append(recompute.commandedAt, recompute.assetId, codec.encode(recompute));
        producer.send(names.topic(topic), partitionOf(recompute.assetId, topic.partitions), writer);
      }
      await producer.commit();
    } catch (error) {
      this.#isProven = false;
      throw error;
    }
  }
}
