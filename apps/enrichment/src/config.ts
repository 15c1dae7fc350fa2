import { commonConfig, httpPort, loadConfig, masterKey, variable, whole } from '@naru/config';
import type { z } from 'zod';

export const enrichmentConfig = commonConfig.extend({
  httpPort: httpPort(8082),
  masterKey,
  historyRecordsPerSecond: variable(
    {
      variable: 'NARU_ENRICHMENT_HISTORY_RECORDS_PER_SECOND',
      group: 'Enrichment',
      meaning:
        'What an instance takes of the history lane at most, where live records leave room for it (records/s); 0 halts all replays.',
    },
    whole(0, 1_000_000).default(20_000),
  ),
});
export type EnrichmentConfig = z.infer<typeof enrichmentConfig>;

export const readConfig = (): EnrichmentConfig => loadConfig(enrichmentConfig, process.env);
