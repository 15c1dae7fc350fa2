import type { SecurityDetection, SecurityIncident } from '@naru/contracts';
import { idOfBytes, textOfId } from '@naru/facts';
import { z } from 'zod';
import { actionPath } from './query.js';

const asOf = z.iso.datetime().describe('Whatever the hub had committed by then is in this answer.');
const next = z.string().nullable().describe('Cursor of the next page; null at the end.');
const severity = z.enum(['unknown', 'informational', 'low', 'medium', 'high', 'critical']);
const place = {
  point: z.object({ longitude: z.number(), latitude: z.number() }).nullable().describe('Where (WGS84).'),
  zones: z.record(z.string(), z.string()).describe('Zone id by kind of zone.'),
};

const detectionAnswer = z.object({
  detectionId: z.guid(),
  rule: z.string(),
  title: z.string(),
  severity,
  assetId: z.string().describe('The asset; where the master data knows none, the device.'),
  actor: z.string().nullable().describe('Who, as the events say.'),
  firstObservedAt: z.iso.datetime().describe('Event time of its first record.'),
  observedAt: z.iso.datetime().describe('Event time of the record that completed it.'),
  ageSeconds: z.number().describe('Time since then, as of this answer (s).'),
  recordIds: z.array(z.guid()).describe('The records that completed it.'),
  techniques: z.array(z.string()).describe('MITRE ATT&CK.'),
  revision: z.number().int(),
  ...place,
});
export const detectionPage = z.object({ items: z.array(detectionAnswer), next, asOf });

const incidentAnswer = z.object({
  incidentId: z.guid(),
  assetId: z.string().describe('The asset; where the master data knows none, the device.'),
  status: z.enum(['unknown', 'open', 'acknowledged', 'resolved', 'closed']),
  severity: severity.describe('The highest of its detections.'),
  detections: z.number().int().describe('Detections in it.'),
  rules: z.array(z.string()),
  openedAt: z.iso.datetime().describe('Event time of its first detection.'),
  updatedAt: z.iso.datetime().describe('Event time of its latest detection.'),
  ageSeconds: z.number().describe('Time since then, as of this answer (s).'),
  handledBy: z.string().nullable().describe('Key that acknowledged, resolved or reopened it.'),
  note: z.string().nullable().describe('What that person said.'),
  revision: z.number().int().describe('0 when opened; one more with each change.'),
  ...place,
});
export const oneIncident = incidentAnswer.extend({ asOf });
export const incidentPage = z.object({ items: z.array(incidentAnswer), next, asOf });

export const decisionAnswer = z.object({
  incidentId: z.guid(),
  action: actionPath,
  by: z.string().describe('Key that asked.'),
  at: z.iso.datetime().describe('When it was taken. The incident shows it as soon as it is carried out.'),
});

const instant = (at: number): string => new Date(at).toISOString();
const secondsSince = (at: number, now: number): number => Math.max(0, (now - at) / 1_000);
const uuid = (bytes: Buffer): string => textOfId(idOfBytes(bytes));

export const toDetection = (detection: SecurityDetection, now: number): z.infer<typeof detectionAnswer> => ({
  detectionId: uuid(detection.detectionId),
  rule: detection.rule,
  title: detection.title,
  severity: detection.severity,
  assetId: detection.assetId,
  actor: detection.actor,
  firstObservedAt: instant(detection.firstObservedAt),
  observedAt: instant(detection.observedAt),
  ageSeconds: secondsSince(detection.observedAt, now),
  recordIds: detection.recordIds.map(uuid),
  techniques: [...detection.techniques],
  revision: detection.revision,
  point: detection.point,
  zones: detection.zones,
});

export const toIncident = (incident: SecurityIncident, now: number): z.infer<typeof incidentAnswer> => ({
  incidentId: uuid(incident.incidentId),
  assetId: incident.assetId,
  status: incident.status,
  severity: incident.severity,
  detections: incident.detections,
  rules: [...incident.rules],
  openedAt: instant(incident.openedAt),
  updatedAt: instant(incident.updatedAt),
  ageSeconds: secondsSince(incident.updatedAt, now),
  handledBy: incident.handledBy,
  note: incident.note,
  revision: incident.revision,
  point: incident.point,
  zones: incident.zones,
});
