import type { WireCodec } from '@naru/avro';
import type { PhysicalNames, SecurityIncidentCommand } from '@naru/contracts';
import { BatchWriter, KafkaError, type TransactionalProducer, partitionOf } from '@naru/kafka';
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
  readonly producer: Pick<TransactionalProducer, 'initialize' | 'begin' | 'send' | 'commit' | 'close'>;
  readonly names: Pick<PhysicalNames, 'topic'>;
  readonly codec: Pick<WireCodec<SecurityIncidentCommand>, 'encode'>;
}

/** Writes what people decide to security.incident-commands.v1, one after another: the log decides who was first. */
export class CommandLog {
  #last: Promise<unknown> = Promise.resolve();
  #isProven = false;

  constructor(private readonly options: CommandLogOptions) {}

  /** Resolves when it is committed. Throws CommandNotCommittedError. */
  write(command: SecurityIncidentCommand): Promise<void> {
    const written = this.#last.then(() => this.#commit(command));
    this.#last = written.catch(() => undefined);
    return written;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.options.producer.close();
  }

  async #commit(command: SecurityIncidentCommand): Promise<void> {
    const { producer, names, codec } = this.options;
    const topic = topology.writes.incidentCommands;
    const writer = new BatchWriter();
    writer.append(command.at, command.assetId, codec.encode(command));
    try {
      // proves itself anew after any failure, which also ends what was left open
      if (!this.#isProven) await producer.initialize();
      this.#isProven = true;
      producer.begin();
      producer.send(names.topic(topic), partitionOf(command.assetId, topic.partitions), writer);
      await producer.commit();
    } catch (cause) {
      this.#isProven = false;
      if (!(cause instanceof KafkaError)) throw cause;
      throw new CommandNotCommittedError('The command was not committed', { cause });
    }
  }
}
