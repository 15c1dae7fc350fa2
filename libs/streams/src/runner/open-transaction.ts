import type { Membership } from '@naru/kafka';

/** Since when records are taken that aren't committed, and under which membership. */
export class OpenTransaction {
  /** `performance.now()` */
  readonly openedAt = performance.now();

  constructor(readonly membership: Membership) {}
}
