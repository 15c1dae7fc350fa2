import type { DeadLetterReason, QuarantineReason } from '@naru/contracts';

/** What became of a record; every record that a stage reads meets exactly one fate. */
export type Outcome =
  | { readonly fate: 'delivered' }
  | { readonly fate: 'deduplicated' }
  | { readonly fate: 'dead-lettered'; readonly reason: DeadLetterReason; readonly detail: string }
  | { readonly fate: 'quarantined'; readonly reason: QuarantineReason; readonly detail: string };

export type Fate = Outcome['fate'];

/** Passed on or applied, also where it changed nothing. */
export const delivered: Outcome = { fate: 'delivered' };

/** The hub had it already; the handler has emitted its line for hub.duplicates. */
export const deduplicated: Outcome = { fate: 'deduplicated' };

/** It can't be processed as it is; the runner hands its bytes to the service's `setAside`. `detail` holds no value of it. */
export const deadLettered = (reason: DeadLetterReason, detail = ''): Outcome => ({
  fate: 'dead-lettered',
  reason,
  detail,
});

/** Readable, but set aside; the runner hands its bytes to the service's `setAside`. */
export const quarantined = (reason: QuarantineReason, detail = ''): Outcome => ({
  fate: 'quarantined',
  reason,
  detail,
});
