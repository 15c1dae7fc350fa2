import type { DeadLetterReason } from '@naru/contracts';

/**
 * What a handler throws to have one record set aside.
 * @advice Nothing to do at once: the record is a dead letter, its neighbours go on. Where they grow:
 *   docs/runbooks/dead-letters-grow.md.
 */
export class PermanentError extends Error {
  readonly code = 'NARU_PERMANENT';

  constructor(
    readonly reason: DeadLetterReason,
    detail: string,
  ) {
    super(detail);
    this.name = 'PermanentError';
  }
}

/**
 * Something outside isn't there now (a registry, a warehouse): the task waits, says so, and tries again.
 * @advice Nothing to do at once; /health/ready says what is waited for, and `err.cause` why.
 */
export class TransientError extends Error {
  readonly code = 'NARU_TRANSIENT';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransientError';
  }
}

/**
 * Bytes of a topic that only this service writes can't be read back: the state would be a guess.
 * @advice Find who else writes the changelog: docs/runbooks/service-restarts.md.
 */
export class RestoreError extends Error {
  readonly code = 'NARU_RESTORE';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RestoreError';
  }
}

/**
 * A topic has other partitions than the contract says: keys would be looked for where they are not.
 * @advice Never change partitions in place: docs/runbooks/topics.md.
 */
export class PartitionsError extends Error {
  readonly code = 'NARU_PARTITIONS';

  constructor(topic: string, expected: number, found: number) {
    super(`${topic} has ${found} partitions, the contract says ${expected}`);
    this.name = 'PartitionsError';
  }
}

/**
 * Topics of the topology don't exist on the broker.
 * @advice Apply the contract: docs/runbooks/topics.md.
 */
export class TopicsMissingError extends Error {
  readonly code = 'NARU_TOPICS_MISSING';

  constructor(readonly topics: readonly string[]) {
    super(`The broker has no topics ${topics.join(', ')}: create them from the contract first`);
    this.name = 'TopicsMissingError';
  }
}

/**
 * Topics can lose acknowledged records, or records before they are read: no promise stands on this cluster.
 * @advice Set the topics as the message says (the contract job makes new ones right); only a development machine may do
 *   without, by NARU_DEVELOPMENT=true: docs/runbooks/topics.md.
 */
export class UnsafeClusterError extends Error {
  readonly code = 'NARU_CLUSTER_UNSAFE';

  constructor(readonly complaints: readonly string[]) {
    const [first = '', ...others] = complaints;
    super(`Promises can't stand on this cluster: ${first}${others.length > 0 ? `, and ${others.length} more` : ''}`);
    this.name = 'UnsafeClusterError';
  }
}

/**
 * A handler threw what it doesn't know itself. The process ends: going on would be a guess.
 * @advice The record at that offset shows the fault again at every start: docs/runbooks/service-restarts.md.
 */
export class HandlerError extends Error {
  readonly code = 'NARU_HANDLER';

  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly offset: number | undefined,
    options: ErrorOptions,
  ) {
    super(`The handler of ${topic} failed at partition ${partition}, offset ${offset ?? 'unknown'}`, options);
    this.name = 'HandlerError';
  }
}
