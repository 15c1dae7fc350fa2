import type { WireCodec } from '@naru/avro';
import type { ParkingRecompute, PhysicalNames } from '@naru/contracts';
import type { LogWriter } from '@naru/kafka';
import { topology } from '../../topology.js';

export interface RecomputeLogOptions {
  readonly writer: LogWriter;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly codec: Pick<WireCodec<ParkingRecompute>, 'encode'>;
}

/** Writes to parking.recomputes.v1, one transaction after another. */
export class RecomputeLog {
  constructor(private readonly options: RecomputeLogOptions) {}

  /** Resolves when all are committed. Throws KafkaErrors: then nobody may know whether they were. */
  async write(recomputes: readonly ParkingRecompute[]): Promise<void> {
    const { writer, names, codec } = this.options;
    const { parkingRecomputes: topic } = topology.writes;
    const records = recomputes.map((recompute) => ({
      key: recompute.assetId,
      value: codec.encode(recompute),
      timestamp: recompute.commandedAt,
    }));
    await writer.write({ name: names.topic(topic), partitions: topic.partitions }, records);
  }

  close(): Promise<void> {
    return this.options.writer.close();
  }
}
