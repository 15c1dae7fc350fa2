import { type HubPositionCommand, type TopicContract, topics } from '@naru/contracts';
import type { PositionLostError } from '@naru/kafka';
import type { StreamsContext } from '../context.js';
import { Follower } from '../follow/follower.js';
import { positionCommandKey } from './position-command.js';

/** A range that nobody will read any more, and where to go on instead. */
export interface Skip {
  /** Name on the broker. */
  readonly topic: string;
  readonly partition: number;
  /** Offsets [from, to) are lost. */
  readonly from: number;
  readonly to: number;
  readonly commandedBy: string;
}

export interface LostPositionsOptions extends StreamsContext {
  readonly service: string;
  readonly inputs: readonly TopicContract[];
}

/**
 * Where a service's tasks have stopped since what they were to read next is gone, until somebody commands where each goes
 * on. Commands are followed from the first loss on, from the beginning of their topic: one that doesn't lead past the
 * position was given for an earlier loss.
 */
export class LostPositions {
  readonly #lost = new Map<string, PositionLostError>();
  readonly #commands = new Map<string, HubPositionCommand>();
  readonly #names: ReadonlyMap<string, string>;
  #follower: Follower | undefined;

  constructor(private readonly options: LostPositionsOptions) {
    this.#names = new Map(options.inputs.map(({ name }) => [options.names.topic(name), name]));
  }

  /** A task has stopped: says so until it goes on. */
  note(error: PositionLostError): void {
    const { logger, readiness } = this.options;
    const key = this.#keyOf(error);
    readiness.notReady(conditionOf(error), error.message);
    if (this.#lost.get(key)?.position === error.position) return;
    this.#lost.set(key, error);
    logger.error(
      { err: error, task: error.partition, runbook: 'docs/runbooks/positions.md' },
      'Records are gone unread, the task stops until somebody commands where it goes on',
    );
    this.#follow();
  }

  /** What was commanded and not done yet. */
  get due(): readonly Skip[] {
    return [...this.#lost].flatMap(([key, { topic, partition, position }]) => {
      const command = this.#commands.get(key);
      if (command === undefined || command.from <= position) return [];
      return [{ topic, partition, from: position, to: command.from, commandedBy: command.commandedBy }];
    });
  }

  /** The range is booked as lost and the position behind it committed. */
  settle(skip: Skip): void {
    this.#forget(this.#keyOf(skip), skip);
    this.options.logger.warn({ ...skip, task: skip.partition }, 'Booked as lost by command, the task goes on');
  }

  /** Tasks that are another instance's from now on. */
  forget(tasks: readonly number[]): void {
    for (const [key, error] of this.#lost) if (tasks.includes(error.partition)) this.#forget(key, error);
  }

  async close(): Promise<void> {
    await this.#follower?.close();
  }

  #follow(): void {
    if (this.#follower !== undefined) return;
    this.#follower = new Follower({
      ...this.options,
      condition: 'position commands',
      topics: [topics.hubPositionCommands],
      apply: (_topic, key, value) => {
        if (value === null) this.#commands.delete(key);
        else this.#commands.set(key, value as HubPositionCommand);
      },
    });
    this.#follower.start();
  }

  #forget(key: string, at: { readonly topic: string; readonly partition: number }): void {
    this.#lost.delete(key);
    this.options.readiness.forget(conditionOf(at));
  }

  #keyOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
    return positionCommandKey({ service: this.options.service, topic: this.#names.get(topic) ?? topic, partition });
  }
}

const conditionOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `position in ${topic}/${partition}`;
