// An incident holds together the detections of an asset that follow each other with less than a quiet time between
// them. People acknowledge, resolve and reopen it; it closes by itself when it has been quiet long enough. What
// follows a resolution is a new incident: who resolved the one didn't look at the other.
import { factId } from '@naru/facts';
import type { Detection } from './detection.js';
import { type Point, type Severity, type Zones, highestOf } from './event.js';

export type IncidentStatus = 'unknown' | 'open' | 'acknowledged' | 'resolved' | 'closed';
export type IncidentAction = 'none' | 'acknowledge' | 'resolve' | 'reopen';

/** What a person last decided of an incident. */
export interface Decision {
  /** As the person saw it. */
  readonly incidentId: string;
  readonly action: IncidentAction;
  readonly by: string;
  readonly note: string;
  /** Ms since 1970. */
  readonly at: number;
}

export interface Incident {
  /** From the asset and the first detection. */
  readonly incidentId: string;
  readonly severity: Severity;
  readonly detections: number;
  readonly rules: readonly string[];
  /** Event time of the first detection. */
  readonly openedAt: number;
  /** Event time of the latest detection. */
  readonly updatedAt: number;
  readonly point: Point | null;
  readonly zones: Zones;
}

/** An incident that is being made of detections, with the ids that it would have if another of them were the first. */
export interface Draft extends Incident {
  readonly aliases: readonly string[];
}

export const incidentIdOf = (assetId: string, { detectionId }: Detection): string =>
  factId('incident', assetId, detectionId);

/** Detections (by event time) into incidents, going on with the one that settled detections ended in. */
export function incidentsOf(
  assetId: string,
  open: Draft | undefined,
  detections: readonly Detection[],
  decisions: readonly Decision[],
  quietMs: number,
): Draft[] {
  const drafts: Draft[] = open === undefined ? [] : [open];
  // which other ids an incident might have had matters only where somebody decided of one
  const idsOf = (detection: Detection): string[] => (decisions.length === 0 ? [] : [incidentIdOf(assetId, detection)]);
  for (const detection of detections) {
    const last = drafts.at(-1);
    if (last !== undefined && continues(last, detection, decisions, quietMs))
      drafts[drafts.length - 1] = { ...extended(last, detection), aliases: [...last.aliases, ...idsOf(detection)] };
    else drafts.push(opened(assetId, detection));
  }
  return drafts;
}

/** The last decision that was made of this incident, by whichever of its ids. */
export function decisionOf(draft: Draft, decisions: readonly Decision[]): Decision | undefined {
  return decisions
    .filter(({ incidentId }) => incidentId === draft.incidentId || draft.aliases.includes(incidentId))
    .reduce<Decision | undefined>((last, next) => (last === undefined || next.at >= last.at ? next : last), undefined);
}

/** Where an incident stands when the clock shows `now` (ms since 1970). */
export function statusOf(
  { updatedAt }: Incident,
  decision: Decision | undefined,
  now: number,
  quietMs: number,
): IncidentStatus {
  if (decision?.action === 'resolve') return 'resolved';
  // what a person has reopened, a person ends
  if (decision?.action === 'reopen') return 'open';
  if (now >= updatedAt + quietMs) return 'closed';
  return decision?.action === 'acknowledge' ? 'acknowledged' : 'open';
}

function continues(draft: Draft, detection: Detection, decisions: readonly Decision[], quietMs: number): boolean {
  if (detection.observedAt - draft.updatedAt > quietMs) return false;
  const decision = decisionOf(draft, decisions);
  return !(decision?.action === 'resolve' && decision.at < detection.observedAt);
}

const opened = (assetId: string, detection: Detection): Draft => ({
  incidentId: incidentIdOf(assetId, detection),
  aliases: [],
  severity: detection.severity,
  detections: 1,
  rules: [detection.rule],
  openedAt: detection.observedAt,
  updatedAt: detection.observedAt,
  point: detection.point,
  zones: detection.zones,
});

const extended = (draft: Draft, detection: Detection): Draft => ({
  ...draft,
  severity: highestOf(draft.severity, detection.severity),
  detections: draft.detections + 1,
  rules: draft.rules.includes(detection.rule) ? draft.rules : [...draft.rules, detection.rule].sort(),
  updatedAt: detection.observedAt,
});

/** The incident alone, without what is kept beside it. */
export const incidentAlone = (incident: Incident): Incident => ({
  incidentId: incident.incidentId,
  severity: incident.severity,
  detections: incident.detections,
  rules: incident.rules,
  openedAt: incident.openedAt,
  updatedAt: incident.updatedAt,
  point: incident.point,
  zones: incident.zones,
});
