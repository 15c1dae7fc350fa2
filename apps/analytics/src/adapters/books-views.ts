import { type ContractView, identifier, literal } from '@naru/clickhouse';
import type { PhysicalNames } from '@naru/contracts';
import { flows } from '@naru/ledger';

const fates = ['delivered', 'deduplicated', 'dead-lettered', 'quarantined'] as const;
const columnOf = (fate: string): string => fate.replace('-', '_');

/**
 * The books in SQL. The judgement of what is missing belongs to analytics itself, which knows how far each stage has come;
 * these views show the figures that it rests on.
 */
export function booksViews(names: PhysicalNames): readonly ContractView[] {
  const hub = identifier(names.database('hub'));
  const ways = flows.flatMap(({ topic, from, to, carries = [] }) =>
    from === undefined ? [] : carries.map((carried) => `(${[topic, from, to, carried].map(literal).join(', ')})`),
  );
  const readByIngest = flows.filter(({ to }) => to === 'ingest').map(({ topic }) => literal(topic));
  const isOverHttp = `stage = 'ingest' AND from_topic NOT IN (${readByIngest.join(', ')})`;
  const met = `sumIf(records, fate IN (${fates.map(literal).join(', ')}))`;
  return [
    {
      context: 'hub',
      name: 'ledger_counts',
      select: `SELECT stage, task, instance, booked_at, count.topic AS from_topic, count.source AS source, count.minute AS minute,
  count.fate AS fate, count.reason AS reason, count.count AS records, topic, partition, offset
FROM ${hub}.ledger
ARRAY JOIN counts AS count`,
      comment:
        'The ledger, a row a count: so many records of one source and minute, taken from one topic, met this fate.',
    },
    {
      context: 'hub',
      name: 'ledger_ways',
      select: `SELECT * FROM values('topic String, from_stage String, to_stage String, carried String', ${ways.join(', ')})`,
      comment: 'Which stage passes on what it took of a topic (carried) over which topic to which stage.',
    },
    {
      context: 'hub',
      name: 'ledger_balance',
      select: `SELECT stage, from_topic, source, minute,
  sumIf(records, fate = 'returned') AS returned,
  if(${isOverHttp}, sumIf(records, fate = 'taken'), ${met} - returned) AS taken,
${fates.map((fate) => `  sumIf(records, fate = ${literal(fate)}) AS ${columnOf(fate)}`).join(',\n')},
  taken + returned - ${fates.map(columnOf).join(' - ')} AS difference
FROM ${hub}.ledger_counts
GROUP BY stage, from_topic, source, minute`,
      comment:
        'By stage, topic, source and minute of receipt: records taken, or set aside and returned, and what became of them. The difference must be 0.',
    },
    {
      context: 'hub',
      name: 'ledger_between',
      select: `SELECT topic, from_stage, to_stage, source, minute, sum(sent) AS delivered, sum(got) AS taken, delivered - taken AS difference
FROM
(
  SELECT ways.topic AS topic, ways.from_stage AS from_stage, ways.to_stage AS to_stage, source, minute, balance.delivered AS sent, 0 AS got
  FROM ${hub}.ledger_balance AS balance
  INNER JOIN ${hub}.ledger_ways AS ways ON ways.carried = balance.from_topic AND ways.from_stage = balance.stage
  UNION ALL
  SELECT ways.topic, ways.from_stage, ways.to_stage, source, minute, 0, balance.taken
  FROM ${hub}.ledger_balance AS balance
  INNER JOIN (SELECT DISTINCT topic, from_stage, to_stage FROM ${hub}.ledger_ways) AS ways
    ON ways.topic = balance.from_topic AND ways.to_stage = balance.stage
)
GROUP BY topic, from_stage, to_stage, source, minute`,
      comment:
        'By topic between two stages, source and minute of receipt: records delivered upstream and taken downstream. What differs is in flight, or missing.',
    },
  ];
}
