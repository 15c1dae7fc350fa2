import type { SecurityIncidentCommand } from '@naru/contracts';
import { idOfBytes } from '@naru/facts';
import type { Decision } from '../domain/incident.js';

export const decisionFromWire = ({ incidentId, action, by, note, at }: SecurityIncidentCommand): Decision => ({
  incidentId: idOfBytes(incidentId),
  action,
  by,
  note,
  at,
});
