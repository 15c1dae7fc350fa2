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
  readonly activities: readonly string[];
  /** Whether it looks at this moment (ms since 1970). */
  looksAt(at: number): boolean;
}

export const concerns = (rule: Rule, { activity, observedAt }: SecurityEvent): boolean =>
  rule.activities.includes(activity) && rule.looksAt(observedAt);

const always = (): boolean => true;

const minuteMs = 60_000;

/** Somebody tries passwords, whether a logon succeeds in the end or not. */
const bruteForce: Rule = {
  name: 'brute-force',
  title: 'Five failed logons within five minutes',
  severity: 'medium',
  techniques: ['T1110'],
  threshold: 5,
  withinMs: 5 * minuteMs,
  activities: ['logon-failed'],
  looksAt: always,
};

/** One such event is enough, and each is a matter of its own: an incident holds together what belongs together. */
const forcedEntry: Rule = {
  name: 'forced-entry',
  title: 'A door or cabinet was forced, or a device tampered with',
  severity: 'high',
  techniques: ['T1200'],
  threshold: 1,
  withinMs: 0,
  activities: ['door-forced', 'tamper'],
  looksAt: always,
};

/** Once may be a cat. */
const motionAfterHours = (hours: OpeningHours): Rule => ({
  name: 'motion-after-hours',
  title: 'Motion twice within ten minutes outside of the opening hours',
  severity: 'low',
  techniques: [],
  threshold: 2,
  withinMs: 10 * minuteMs,
  activities: ['motion'],
  looksAt: (at) => isOutside(at, hours),
});

export const createRules = (hours: OpeningHours): readonly Rule[] => [bruteForce, forcedEntry, motionAfterHours(hours)];
