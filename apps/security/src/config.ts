import { commonConfig, httpPort, loadConfig, masterKey, variable, whole } from '@naru/config';
import { z } from 'zod';

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write hours and minutes, like 06:00')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

export const securityConfig = commonConfig.extend({
  httpPort: httpPort(8085),
  masterKey,
  opensAt: variable(
    {
      variable: 'NARU_SECURITY_OPENS_AT',
      group: 'Security rules',
      meaning: 'Local time from which people are expected, HH:MM; motion before it is looked at.',
    },
    timeOfDay.default(6 * 60),
  ),
  closesAt: variable(
    {
      variable: 'NARU_SECURITY_CLOSES_AT',
      group: 'Security rules',
      meaning:
        'Local time from which nobody is expected any more, HH:MM; over midnight where it lies before the other.',
    },
    timeOfDay.default(22 * 60),
  ),
  keepMinutes: variable(
    {
      variable: 'NARU_SECURITY_KEEP_MINUTES',
      group: 'Security rules',
      meaning: 'How far behind the newest event of an asset a late one still counts (minutes).',
    },
    whole(15, 1_440).default(90),
  ),
  quietMinutes: variable(
    {
      variable: 'NARU_SECURITY_QUIET_MINUTES',
      group: 'Security rules',
      meaning: 'An incident closes when nothing was detected for so long (minutes).',
    },
    whole(1, 1_440).default(30),
  ),
});
export type SecurityConfig = z.infer<typeof securityConfig>;

export const readConfig = (): SecurityConfig => loadConfig(securityConfig, process.env);
