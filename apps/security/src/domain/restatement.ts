// What has to be told now, held against what was told before.
import type { Detection, ToldDetection } from './detection.js';
import { type Decision, type Draft, decisionOf, statusOf, incidentAlone } from './incident.js';
import type { ToldIncident } from './told-incident.js';

/** Detections that are new, changed, or gone. */
export function restateDetections(told: readonly ToldDetection[], found: readonly Detection[]): ToldDetection[] {
  const byId = new Map(told.map((detection) => [detection.detectionId, detection]));
  const current = new Set(found.map(({ detectionId }) => detectionId));
  return [
    ...told
      .filter(({ detectionId, withdrawn }) => !withdrawn && !current.has(detectionId))
      .map((detection) => ({ ...detection, revision: detection.revision + 1, withdrawn: true })),
    ...found.flatMap((detection) => {
      const before = byId.get(detection.detectionId);
      if (before !== undefined && !before.withdrawn && isSameDetection(before, detection)) return [];
      const [revision, raisesAt] = before === undefined ? [0, null] : [before.revision + 1, before.raisesAt];
      return [{ ...detection, revision, withdrawn: false, raisesAt }];
    }),
  ];
}

/** What was told of an asset's incidents, and decided. */
export interface Told {
  readonly incidents: readonly ToldIncident[];
  readonly decisions: readonly Decision[];
  /** Incidents that began up to then are settled (ms since 1970). */
  readonly settledUntil: number;
}

/** Incidents that are new, changed, or gone. What was told of settled ones changes by decisions and time only. */
export function restateIncidents(
  { incidents: told, decisions, settledUntil }: Told,
  drafts: readonly Draft[],
  now: number,
  quietMs: number,
): ToldIncident[] {
  const byId = new Map(told.map((incident) => [incident.incidentId, incident]));
  const drafted = new Set(drafts.map(({ incidentId }) => incidentId));
  const others = told.filter(({ incidentId, withdrawn }) => !withdrawn && !drafted.has(incidentId));
  const gone = others.filter(({ openedAt }) => openedAt > settledUntil);
  const ended = others
    .filter(({ openedAt }) => openedAt <= settledUntil)
    .map((incident): Draft => ({ ...incidentAlone(incident), aliases: [] }));
  return [
    ...gone.map((incident) => ({ ...incident, revision: incident.revision + 1, withdrawn: true })),
    ...[...ended, ...drafts].flatMap(({ aliases, ...incident }) => {
      const decision = decisionOf({ aliases, ...incident }, decisions);
      const before = byId.get(incident.incidentId);
      const status = statusOf(incident, decision, Math.max(now, closedBy(before, quietMs)), quietMs);
      const statement = { ...incident, status, handledBy: decision?.by ?? null, note: decision?.note ?? null };
      if (before !== undefined && !before.withdrawn && isSameIncident(before, statement)) return [];
      return [{ ...statement, revision: before === undefined ? 0 : before.revision + 1, withdrawn: false }];
    }),
  ];
}

/** Records come from several tasks: one that the hub took earlier doesn't turn back what time has closed. */
const closedBy = (told: ToldIncident | undefined, quietMs: number): number =>
  told?.status === 'closed' ? told.updatedAt + quietMs : 0;

const isSameDetection = (a: Detection, b: Detection): boolean =>
  a.actor === b.actor &&
  a.observedAt === b.observedAt &&
  a.firstObservedAt === b.firstObservedAt &&
  a.recordIds.join() === b.recordIds.join() &&
  a.isLive === b.isLive;

type Said = Omit<ToldIncident, 'revision' | 'withdrawn'>;

const isSameIncident = (a: Said, b: Said): boolean =>
  a.status === b.status &&
  a.severity === b.severity &&
  a.detections === b.detections &&
  a.rules.join() === b.rules.join() &&
  a.openedAt === b.openedAt &&
  a.updatedAt === b.updatedAt &&
  a.handledBy === b.handledBy &&
  a.note === b.note;
