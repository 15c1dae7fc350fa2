import { type Migration, identifier } from '@naru/clickhouse';
import type { PhysicalNames } from '@naru/contracts';

const setAsideColumns =
  'record_id, source, stage, task, kind, reason, detail, received_at, observed_at, origin_topic, origin_partition, origin_offset, attempt, size, sealed IS NOT NULL AS is_kept, topic, partition, offset';

/**
 * What the contract can't tell. A released migration is never edited: write the next number. Each statement must bear to
 * be run twice.
 */
export function migrationsOf(names: PhysicalNames): readonly Migration[] {
  const hub = identifier(names.database('hub'));
  return [
    {
      number: 1,
      name: 'what was set aside',
      statements: [
        `CREATE OR REPLACE VIEW ${hub}.set_aside AS
SELECT 'dead-lettered' AS fate, ${setAsideColumns} FROM ${hub}.dead_letters
UNION ALL
SELECT 'quarantined' AS fate, ${setAsideColumns} FROM ${hub}.quarantine
COMMENT 'Dead letters and quarantine as one, without their sealed bytes.'`,
      ],
    },
  ];
}
