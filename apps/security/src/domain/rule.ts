// Three simple rules, all of one form: so many events of one kind at one asset, by one actor where the event names one,
// within so long. They look at event time only.
import type { SecurityEvent, Severity } from './event.js';
import { type OpeningHours, isOutside } from './opening-hours.js';

export interface Rule {
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** MITRE ATT&CK. */
  readonly techniques: readonly string[];
  /** Events that complete a detection; at most 20. */
  readonly threshold: number;
  /** From the first of them on (ms). Further events in this time belong to the same detection. */
  readonly withinMs: number;
  concerns(event: SecurityEvent): boolean;
}

const minuteMs = 60_000;

/** Somebody tries passwords, whether a logon succeeds in the end or not. */
const bruteForce: Rule = {
  name: 'brute-force',
  title: 'Five failed logons within five minutes',
  severity: 'medium',
  techniques: ['T1110'],
  threshold: 5,
  withinMs: 5 * minuteMs,
  concerns: ({ activity }) => activity === 'logon-failed',
};

/** One such event is enough, and each is a matter of its own: an incident holds together what belongs together. */
const forcedEntry: Rule = {
  name: 'forced-entry',
  title: 'A door or cabinet was forced, or a device tampered with',
  severity: 'high',
  techniques: ['T1200'],
  threshold: 1,
  withinMs: 0,
  concerns: ({ activity }) => activity === 'door-forced' || activity === 'tamper',
};

/** Once may be a cat. */
const motionAfterHours = (hours: OpeningHours): Rule => ({
  name: 'motion-after-hours',
  title: 'Motion twice within ten minutes outside of the opening hours',
  severity: 'low',
  techniques: [],
  threshold: 2,
  withinMs: 10 * minuteMs,
  concerns: ({ activity, observedAt }) => activity === 'motion' && isOutside(observedAt, hours),
});

export const createRules = (hours: OpeningHours): readonly Rule[] => [bruteForce, forcedEntry, motionAfterHours(hours)];
