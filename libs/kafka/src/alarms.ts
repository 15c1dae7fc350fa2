// What stops a reader until a person has decided: going on by itself would be a guess about records that nobody saw.

/**
 * What a task was to read next is gone: its position lies outside of the log. The library never chooses another one.
 * @advice Find out what was lost, then let the task go on by command: docs/runbooks/positions.md.
 */
export class PositionLostError extends Error {
  readonly code = 'NARU_POSITION_LOST';

  constructor(
    /** Name on the broker. */
    readonly topic: string,
    readonly partition: number,
    /** Where reading was to go on. */
    readonly position: number,
    /** The first offset that is still there; at or below `position` where the log ends before it. */
    readonly logStart: number,
  ) {
    super(
      position < logStart
        ? `${topic}/${partition} begins at ${logStart}: offsets from ${position} on are gone unread`
        : `${topic}/${partition} ends before ${position}, where reading was to go on`,
    );
    this.name = 'PositionLostError';
  }
}

/**
 * The group has committed no position in a partition that it is to read: where to begin would be a guess.
 * @advice Decide where it begins, and apply it: docs/runbooks/positions.md.
 */
export class PositionMissingError extends Error {
  readonly code = 'NARU_POSITION_MISSING';

  constructor(
    readonly group: string,
    /** Names on the broker. */
    readonly partitions: readonly { readonly topic: string; readonly partition: number }[],
  ) {
    super(
      `the group ${group} has no position in ${partitions.map(({ topic, partition }) => `${topic}/${partition}`).join(', ')}`,
    );
    this.name = 'PositionMissingError';
  }
}

/**
 * A topic was deleted and made again under the same name while it was being read: its offsets mean other records now.
 * @advice Find out who did it, and what was lost: docs/runbooks/positions.md.
 */
export class TopicRecreatedError extends Error {
  readonly code = 'NARU_TOPIC_RECREATED';

  constructor(
    readonly topic: string,
    readonly formerId: string,
    readonly id: string,
  ) {
    super(`${topic} was deleted and made again: it was ${formerId}, and is ${id} now`);
    this.name = 'TopicRecreatedError';
  }
}
