import { pageQuery } from '@naru/http';
import { z } from 'zod';
import { dayOfText } from '../domain/local-day.js';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const day = z
  .string()
  .transform((text, context) => {
    const found = dayOfText(text);
    if (found !== undefined) return found;
    context.addIssue('write a day, such as 2026-11-22');
    return z.NEVER;
  })
  .describe('Local day, such as 2026-11-22.');

export const intervalsQuery = pageQuery.extend({
  asset: z.string().describe('The meter; where the master data knows none, the device.'),
  property: z.enum(['active-energy-import', 'active-energy-export', 'active-power']).optional(),
  from: instant.optional().describe('Intervals that start then or later.'),
  to: instant.optional().describe('Intervals that start before then.'),
});
export type IntervalsQuery = z.output<typeof intervalsQuery>;

export const peakQuery = z.object({ day: day.optional().describe('Local day; the latest one by default.') });
export type PeakQuery = z.output<typeof peakQuery>;

export const peaksQuery = pageQuery.extend({
  day: day.optional(),
  kind: z.string().optional().describe('Zones of this kind.'),
});
export type PeaksQuery = z.output<typeof peaksQuery>;
