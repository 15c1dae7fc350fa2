import type { DeadLetterReason } from '@naru/contracts';

/** What a handler throws to have one record set aside. */
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

/** Something outside isn't there now (a registry, a warehouse): the task waits, says so, and tries again. */
export class TransientError extends Error {
  readonly code = 'NARU_TRANSIENT';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransientError';
  }
}

/** Bytes of a topic that only this service writes can't be read back: the state would be a guess. */
export class RestoreError extends Error {
  readonly code = 'NARU_RESTORE_FAILED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RestoreError';
  }
}

/** A topic has other partitions than the contract says: keys would be looked for where they are not. */
export class PartitionsError extends Error {
  readonly code = 'NARU_PARTITIONS_DIFFER';

  constructor(topic: string, expected: number, found: number) {
    super(`${topic} has ${found} partitions, the contract says ${expected}`);
    this.name = 'PartitionsError';
  }
}
