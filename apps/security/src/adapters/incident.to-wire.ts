import type { SecurityIncident } from '@naru/contracts';
import { bytesOfId } from '@naru/facts';
import type { ToldIncident } from '../domain/told-incident.js';

export const incidentToWire = (assetId: string, { incidentId, ...rest }: ToldIncident): SecurityIncident => ({
  assetId,
  incidentId: bytesOfId(incidentId),
  ...rest,
});
