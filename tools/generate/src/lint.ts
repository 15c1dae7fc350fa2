import type { AvroField, AvroRecord } from '@naru/contracts';
import { columnsOfRecord } from './outputs/clickhouse-tables.js';
import { recordOf, type Contract, type RecordModel, type TopicModel } from './contract.js';
import { namedTypes, partsOf, visitNamed } from './named-types.js';
import { kebab } from './text.js';

const personalClasses = ['none', 'household-load', 'identity'];
const sharedTopics = ['hub.ledger.v1', 'hub.dead-letters.v1', 'hub.quarantine.v1', 'hub.duplicates.v1'];

function recordComplaints(record: RecordModel): string[] {
  const complaints: string[] = [];
  const { context, major, name } = partsOf(record.name);
  if (context !== record.context) complaints.push(`${record.name} stands in schemas/${record.context}`);
  if (record.file !== undefined && record.file !== `${kebab(name)}.v${major}`)
    complaints.push(`${record.name} stands in ${record.file}.avsc`);
  visitNamed(record.avro, '', (inner, type) => {
    if (type.type === 'enum' && (type.default === undefined || !type.symbols.includes(type.default)))
      complaints.push(`${inner}: an enum needs a default symbol, or it can never grow`);
    if (type.type !== 'record') return;
    if ((type.doc ?? '') === '') complaints.push(`${inner}: has no doc`);
    for (const field of type.fields) {
      if (((field.doc as string | undefined) ?? '') === '') complaints.push(`${inner}.${field.name}: has no doc`);
      const personal = field['naru.personal'];
      if (personal !== undefined && !personalClasses.includes(personal))
        complaints.push(`${inner}.${field.name}: ${personal} is no class of personal data`);
    }
  });
  return complaints;
}

const isNullable = (field: AvroField) =>
  typeof field.type === 'object' && !('type' in field.type) && field.type.includes('null');

const isTime = (field: AvroField | undefined) =>
  JSON.stringify(field?.type) === JSON.stringify({ type: 'long', logicalType: 'timestamp-millis' });

const personalRank = (avro: AvroRecord) =>
  Math.max(0, ...avro.fields.map((field) => personalClasses.indexOf(field['naru.personal'] ?? 'none')));

function warehouseComplaints(contract: Contract, topic: TopicModel, avro: AvroRecord): string[] {
  const { name, table } = topic;
  const fieldOf = (field: string) => avro.fields.find((candidate) => candidate.name === field);
  const complaints: string[] = [];
  if (!topic.readers.includes('analytics'))
    complaints.push(`${name}: goes to the warehouse, but analytics is no reader`);
  if (table === undefined) return [...complaints, `${name}: goes to the warehouse, but says no table`];
  for (const field of table.order) {
    const found = fieldOf(field);
    if (found === undefined || isNullable(found)) complaints.push(`${name}: rows can't be sorted by ${field}`);
  }
  for (const field of table.find ?? [])
    if (fieldOf(field) === undefined) complaints.push(`${name}: there is no ${field} to find rows by`);
  if (table.month !== undefined && !isTime(fieldOf(table.month)))
    complaints.push(`${name}: ${table.month} is no time to part the table by`);
  const columns = columnsOfRecord(avro, namedTypes(contract.records)).map((column) => column.name);
  for (const column of columns.filter((each, at) => columns.indexOf(each) !== at))
    complaints.push(`${name}: two fields make the column ${column}`);
  return complaints;
}

function topicComplaints(contract: Contract, topic: TopicModel, services: readonly string[]): string[] {
  const { name, fact, lane } = topic;
  const record = recordOf(contract, topic);
  const { avro } = record;
  const complaints: string[] = [];
  const say = (holds: boolean, complaint: string) => {
    if (!holds) complaints.push(`${name}: ${complaint}`);
  };
  for (const service of [topic.owner, ...topic.readers]) say(services.includes(service), `${service} is no service`);
  say(topic.shared === sharedTopics.includes(name), 'only ledger, dead letters, quarantine and duplicates are shared');
  say(topic.cleanup !== 'compact' || !topic.warehouse || fact !== undefined, 'a compacted topic has to say its fact');
  say((lane === 'live') === (topic.latenessSeconds !== undefined), 'exactly live raw topics say how late is late');
  say(lane === undefined || (record.hasFront && avro.name.startsWith('Raw')), 'raw records begin with the front');
  say(personalRank(avro) <= personalClasses.indexOf(topic.personal), 'holds more personal data than it says');
  for (const field of fact ?? [])
    say(
      avro.fields.some((candidate) => candidate.name === field),
      `has no field ${field} to know a fact by`,
    );
  const revised = avro.fields.some((field) => field.name === 'revision');
  say(fact === undefined || topic.cleanup === 'compact' || revised, 'a fact needs a revision');
  return topic.warehouse ? [...complaints, ...warehouseComplaints(contract, topic, avro)] : complaints;
}

/** Where the contract breaks its own rules. `services` are the names of those there are. */
export function lint(contract: Contract, services: readonly string[]): string[] {
  return [
    ...contract.records.flatMap(recordComplaints),
    ...contract.topics.flatMap((topic) => topicComplaints(contract, topic, services)),
  ];
}
