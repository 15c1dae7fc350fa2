import { commonConfig, httpPort, loadConfig, masterKey, variable, whole } from '@naru/config';
import type { z } from 'zod';

export const energyConfig = commonConfig.extend({
  httpPort: httpPort(8084),
  masterKey,
  keepDays: variable(
    {
      variable: 'NARU_ENERGY_KEEP_DAYS',
      group: 'Energy',
      meaning:
        "How far behind a meter's newest reading a late one still finds its neighbours (days); about 400 bytes of memory a quarter of an hour.",
    },
    whole(1, 60).default(14),
  ),
  longestGapHours: variable(
    {
      variable: 'NARU_ENERGY_LONGEST_GAP_HOURS',
      group: 'Energy',
      meaning: 'Register readings farther apart than this are not spread over the time between them (h).',
    },
    whole(1, 168).default(25),
  ),
  recentHours: variable(
    {
      variable: 'NARU_ENERGY_RECENT_HOURS',
      group: 'Energy',
      meaning: 'How much of each meter GET /v1/energy/intervals answers (h); the warehouse has all.',
    },
    whole(1, 720).default(48),
  ),
});
export type EnergyConfig = z.infer<typeof energyConfig>;

export const readConfig = (): EnergyConfig => loadConfig(energyConfig, process.env);
