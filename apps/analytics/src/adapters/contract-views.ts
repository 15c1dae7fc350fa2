import { type ContractView, identifier } from '@naru/clickhouse';
import { type PhysicalNames, type TopicContract, kinds } from '@naru/contracts';
import { booksViews } from './books-views.js';

const front = 'record_id, content_hash, source, received_at, observed_at, device, quality, lane';
const place =
  'revision, cause, asset_id, place_reason, place_point_longitude, place_point_latitude, zones, h3, building, storey, master_data_at';
const lineage = 'topic, partition, offset';

/** Views over the tables of every kind of record, and the books: they follow the contract, a new kind is in them without an edit. */
export function contractViews(names: PhysicalNames): readonly ContractView[] {
  const of = (kind: string, topic: TopicContract, columns: string): string =>
    `SELECT '${kind}' AS kind, ${columns} FROM ${identifier(names.database(topic.context))}.${identifier(names.table(topic))}`;
  const raw = kinds.flatMap(({ domain, kind, raw, rawHistory }) =>
    [raw, rawHistory].map((topic) => of(`${domain}/${kind}`, topic, `${front}, ${lineage}`)),
  );
  const placed = kinds.map(({ domain, kind, placed }) =>
    of(`${domain}/${kind}`, placed, `${front}, ${place}, ${lineage}`),
  );
  return [
    {
      context: 'hub',
      name: 'raw_records',
      select: raw.join('\nUNION ALL\n'),
      comment: 'What sources sent, of every kind; duplicates and all.',
    },
    {
      context: 'hub',
      name: 'placed_records',
      select: placed.join('\nUNION ALL\n'),
      comment: 'Records of every kind with their place, each once a revision.',
    },
    ...booksViews(names),
  ];
}
