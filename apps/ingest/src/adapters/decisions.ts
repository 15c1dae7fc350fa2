import type { HubSetAsideDecision } from '@naru/contracts';

/** What was decided about records set aside, as it follows hub.set-aside-decisions.v1: give `apply` to a View of it. */
export class Decisions {
  readonly #decisions = new Map<string, HubSetAsideDecision>();

  readonly apply = (letter: string, decision: HubSetAsideDecision | null): void => {
    if (decision === null) this.#decisions.delete(letter);
    else this.#decisions.set(letter, decision);
  };

  /** The decision about '<dead-letters or quarantine>/<partition>-<offset>'; undefined while it waits. */
  get(letter: string): HubSetAsideDecision | undefined {
    return this.#decisions.get(letter);
  }
}
