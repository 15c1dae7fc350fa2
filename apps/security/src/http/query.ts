import { pageQuery } from '@naru/http';
import { z } from 'zod';

const asset = z.string().optional().describe('The asset; where the master data knows none, the device.');
const severity = z.enum(['informational', 'low', 'medium', 'high', 'critical']).optional();

export const detectionsQuery = pageQuery.extend({ asset, severity, rule: z.string().optional() });
export type DetectionsQuery = z.output<typeof detectionsQuery>;

export const incidentsQuery = pageQuery.extend({
  asset,
  severity,
  status: z.enum(['open', 'acknowledged', 'resolved', 'closed']).optional(),
});
export type IncidentsQuery = z.output<typeof incidentsQuery>;

export const incidentPath = z.guid('write the id as the listing has it');
export const actionPath = z.enum(['acknowledge', 'resolve', 'reopen']);
export const decisionBody = z.object({
  note: z.string().max(2_000).default('').describe('Why, for those who look at it later.'),
});
