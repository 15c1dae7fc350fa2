import type { PhysicalNames, TopicContract } from '@naru/contracts';
import type { LogWriter } from '@naru/kafka';

export interface RecomputeLogOptions {
  readonly writer: LogWriter;
  readonly names: Pick<PhysicalNames, 'topic'>;
}

/** Writes to the topics by which stages hear of recomputes, one transaction after another. */
export class RecomputeLog {
  constructor(private readonly options: RecomputeLogOptions) {}

  /** Resolves when all are committed. Throws KafkaErrors: then nobody may know whether they were. */
  async write(topic: TopicContract, records: Parameters<LogWriter['write']>[1]): Promise<void> {
    const { writer, names } = this.options;
    await writer.write({ name: names.topic(topic), partitions: topic.partitions }, records);
  }

  close(): Promise<void> {
    return this.options.writer.close();
  }
}
