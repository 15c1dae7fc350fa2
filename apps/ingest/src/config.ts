import { commonConfig, httpPort, loadConfig, masterKey, variable, whole } from '@naru/config';
import type { z } from 'zod';

export const ingestConfig = commonConfig.extend({
  httpPort: httpPort(8081),
  masterKey,
  recordsPerSecond: variable(
    {
      variable: 'NARU_INGEST_RECORDS_PER_SECOND',
      group: 'Ingest',
      meaning: 'Quota of a key that has none of its own (records/s).',
    },
    whole(1, 1_000_000).default(20_000),
  ),
  commitLingerMilliseconds: variable(
    {
      variable: 'NARU_INGEST_COMMIT_LINGER_MILLISECONDS',
      group: 'Ingest',
      meaning: 'How far apart transactions begin at least: what comes in between shares one (ms).',
    },
    whole(0, 1_000).default(25),
  ),
  queueMebibytes: variable(
    {
      variable: 'NARU_INGEST_QUEUE_MEBIBYTES',
      group: 'Ingest',
      meaning:
        'What requests under way may hold, and what may wait to be committed (MiB each); beyond it they are answered 503.',
    },
    whole(1, 4_096).default(64),
  ),
});
export type IngestConfig = z.infer<typeof ingestConfig>;

export const readConfig = (): IngestConfig => loadConfig(ingestConfig, process.env);
