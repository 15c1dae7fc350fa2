import type { WireCodec } from '@naru/avro';
import type { PhysicalNames, SecurityIncidentCommand } from '@naru/contracts';
import { KafkaError, type LogWriter } from '@naru/kafka';
import { topology } from '../topology.js';

/**
 * The command was not committed, or nobody knows whether it was: the same request may be sent again.
 * @advice Answered as the problem of this code. Where it lasts: docs/runbooks/broker-unreachable.md.
 */
export class CommandNotCommittedError extends Error {
  override readonly name = 'CommandNotCommittedError';
  readonly code = 'NARU_NOT_COMMITTED';
}

export interface CommandLogOptions {
  readonly writer: LogWriter;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly codec: Pick<WireCodec<SecurityIncidentCommand>, 'encode'>;
}

/** Writes what people decide to security.incident-commands.v1, one after another: the log decides who was first. */
export class CommandLog {
  constructor(private readonly options: CommandLogOptions) {}

  /** Resolves when it is committed. Throws CommandNotCommittedError. */
  async write(command: SecurityIncidentCommand): Promise<void> {
    const { writer, names, codec } = this.options;
    const { incidentCommands: topic } = topology.writes;
    const record = { key: command.assetId, value: codec.encode(command), timestamp: command.at };
    try {
      await writer.write({ name: names.topic(topic), partitions: topic.partitions }, [record]);
    } catch (cause) {
      if (!(cause instanceof KafkaError)) throw cause;
      throw new CommandNotCommittedError('The command was not committed', { cause });
    }
  }

  close(): Promise<void> {
    return this.options.writer.close();
  }
}
