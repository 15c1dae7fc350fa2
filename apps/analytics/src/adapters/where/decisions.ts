import type { HubSetAsideDecision } from '@naru/contracts';
import type { Decision } from '../../domain/where/way-back.js';

/** What was decided about records set aside, as it follows hub.set-aside-decisions.v1: give `apply` to a View of it. */
export class Decisions {
  readonly #decisions = new Map<string, Decision>();

  readonly apply = (letter: string, made: HubSetAsideDecision | null): void => {
    if (made === null) {
      this.#decisions.delete(letter);
      return;
    }
    const { commandedBy: by, commandedAt: at, isFixed, attempt } = made;
    const decision = made.decision === 'released' ? 'released' : 'redriven';
    this.#decisions.set(letter, { decision, by, at, isFixed, attempt });
  };

  /** The decision about '<dead-letters or quarantine>/<partition>-<offset>'; undefined where there is none. */
  get(letter: string): Decision | undefined {
    return this.#decisions.get(letter);
  }
}
