import type { SecurityEvent } from '../src/domain/event.js';
import type { Decision } from '../src/domain/incident.js';
import { createRules } from '../src/domain/rule.js';
import type { ToldDetection } from '../src/domain/detection.js';
import type { ToldIncident } from '../src/domain/told-incident.js';
import { type AssetHistory, recompute } from '../src/domain/recompute.js';
import {
  type NextWatch,
  type Watch,
  type WatchPolicy,
  decide,
  newWatch,
  nextWatch,
  passTime,
} from '../src/domain/watch.js';

const minuteMs = 60_000;

/** Midnight in Seoul, and so many minutes on. */
export const minutes = (n: number): number => Date.parse('2026-11-22T00:00:00+09:00') + n * minuteMs;

export const policy: WatchPolicy = {
  rules: createRules({ opensAt: 6 * 60, closesAt: 22 * 60, timeZone: 'Asia/Seoul' }),
  keepMs: 90 * minuteMs,
  keepEvents: 256,
  keepIncidents: 16,
  quietMs: 30 * minuteMs,
};

let made = 0;

/** An event of gateway-1; what a test doesn't name is unimportant to it. */
export const event = (seen: Partial<SecurityEvent>): SecurityEvent => ({
  recordId: `r${made++}`,
  revision: 0,
  source: 'guards',
  observedAt: minutes(0),
  activity: 'logon-failed',
  actor: 'intruder',
  isLive: true,
  point: null,
  zones: {},
  ...seen,
});

/** Events of one activity, a minute after another. */
export const series = (count: number, fromMinute: number, more: Partial<SecurityEvent> = {}): SecurityEvent[] =>
  Array.from({ length: count }, (_, i) => event({ observedAt: minutes(fromMinute + i), ...more }));

/** One asset as the service watches it, and what was told. The clock is the newest event's unless a test moves it. */
export class Asset {
  watch: Watch = newWatch('gateway-1');
  readonly detections: ToldDetection[] = [];
  readonly incidents: ToldIncident[] = [];
  now = 0;

  constructor(
    events: readonly SecurityEvent[] = [],
    private readonly rules = policy,
  ) {
    for (const each of events) this.take(each);
  }

  take(next: SecurityEvent): this {
    this.now = Math.max(this.now, next.observedAt);
    return this.tell(nextWatch(this.watch, next, this.now, this.rules));
  }

  decide(decision: Partial<Decision>): this {
    const whole = { incidentId: '', action: 'none', by: 'key-1', note: '', at: this.now, ...decision } as const;
    return this.tell(decide(this.watch, whole, this.now, this.rules));
  }

  passTime(now: number): this {
    this.now = Math.max(this.now, now);
    return this.tell(passTime(this.watch, this.now, this.rules));
  }

  /** Computes it anew from what the warehouse has; answers the detections and incidents that this tells. */
  recompute(history: AssetHistory): Pick<NextWatch, 'detections' | 'incidents'> {
    const next = recompute(this.watch, history, this.now, this.rules);
    this.tell(next);
    return { detections: next.detections, incidents: next.incidents };
  }

  /** As a reader of the topics would have them. */
  get currentDetections(): ToldDetection[] {
    return currentOf(this.detections, ({ detectionId }) => detectionId);
  }

  get currentIncidents(): ToldIncident[] {
    return currentOf(this.incidents, ({ incidentId }) => incidentId);
  }

  private tell({ watch, detections, incidents }: NextWatch): this {
    this.watch = watch;
    this.detections.push(...detections);
    this.incidents.push(...incidents);
    return this;
  }
}

function currentOf<T extends { readonly revision: number; readonly withdrawn: boolean; readonly observedAt?: number }>(
  told: readonly T[],
  idOf: (item: T) => string,
): T[] {
  const byId = new Map<string, T>();
  for (const item of told) {
    const before = byId.get(idOf(item));
    if (item.revision !== (before?.revision ?? -1) + 1) throw new Error(`Revision ${item.revision} does not follow`);
    byId.set(idOf(item), item);
  }
  return [...byId.values()].filter(({ withdrawn }) => !withdrawn).sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}
