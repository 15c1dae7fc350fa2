import type { Membership } from '@naru/kafka';

/** Since when records are taken that aren't committed, and under which membership. */
export class OpenTransaction {
  readonly #openedAt = performance.now();

  constructor(readonly membership: Membership) {}

  get ageMs(): number {
    return performance.now() - this.#openedAt;
  }
}
