import type { Membership } from '@naru/kafka';

/** Since when records are taken that aren't committed, and under which membership; in `performance.now()`. */
export class OpenTransaction {
  readonly openedAt = performance.now();
  /** Since when it holds more than records of the history lane. */
  liveAt: number | undefined;

  constructor(readonly membership: Membership) {}
}
