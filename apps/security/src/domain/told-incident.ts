import type { Incident, IncidentStatus } from './incident.js';

/** An incident as it was told. A later, better statement has a higher revision. */
export interface ToldIncident extends Incident {
  readonly status: IncidentStatus;
  /** Key that acknowledged, resolved or reopened it. */
  readonly handledBy: string | null;
  readonly note: string | null;
  readonly revision: number;
  readonly withdrawn: boolean;
}
