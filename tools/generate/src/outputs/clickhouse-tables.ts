import type { AvroField, AvroRecord, AvroSchema } from '@naru/contracts';
import type { ColumnContract, TableContract } from '@naru/clickhouse';
import { recordOf, type Contract, type TopicModel } from '../contract.js';
import { namedTypes, type AvroNamed } from '../named-types.js';
import { generatedFrom, snake } from '../text.js';

const primitives: Record<string, string> = {
  boolean: 'Bool',
  int: 'Int32',
  long: 'Int64',
  float: 'Float32',
  double: 'Float64',
  bytes: 'String',
  string: 'String',
};

const lineage: readonly ColumnContract[] = [
  { name: 'topic', type: 'LowCardinality(String)', comment: 'Kafka topic that the row was read from.' },
  { name: 'partition', type: 'Int32', comment: 'Its partition.' },
  { name: 'offset', type: 'Int64', comment: 'Its offset there.' },
];

type Named = ReadonlyMap<string, AvroNamed>;

/** Follows names to what they stand for. */
function resolve(type: AvroSchema, named: Named, namespace: string): AvroSchema {
  if (typeof type !== 'string' || type === 'null' || type in primitives) return type;
  const found = named.get(type.includes('.') ? type : `${namespace}.${type}`);
  if (found === undefined) throw new Error(`No type ${type}`);
  return found;
}

/** ClickHouse type of a value that can't be null. Throws for what no column can hold: a union of more than one type. */
function columnType(written: AvroSchema, named: Named, namespace: string): string {
  const type = resolve(written, named, namespace);
  const inner = (part: AvroSchema) => columnType(part, named, namespace);
  if (typeof type === 'string') return primitives[type] ?? '';
  if (!('type' in type)) throw new Error('a union of more than null and one type');
  switch (type.type) {
    case 'array':
      return `Array(${inner(type.items)})`;
    case 'map':
      return `Map(LowCardinality(String), ${inner(type.values)})`;
    case 'enum':
      return 'LowCardinality(String)';
    case 'fixed':
      return type.size === 16 ? 'UUID' : `FixedString(${type.size})`;
    case 'record':
      return `Tuple(${type.fields.map((field) => elementOf(field, named, type.namespace ?? namespace)).join(', ')})`;
    default:
      if (type.logicalType === 'timestamp-millis') return "DateTime64(3, 'UTC')";
      return type.logicalType === 'date' ? 'Date32' : inner(type.type);
  }
}

/** A field of a record that stands in an array or map: an element of a named tuple. */
function elementOf(field: AvroField, named: Named, namespace: string): string {
  const plain = columnType(field.type, named, namespace);
  return `${snake([field.name])} ${field['naru.vocabulary'] === true ? lowCardinality(plain) : plain}`;
}

const lowCardinality = (type: string) => (type.startsWith('LowCardinality') ? type : `LowCardinality(${type})`);

function nullable(type: string): string {
  const low = /^LowCardinality\((.*)\)$/.exec(type);
  if (low !== null) return `LowCardinality(Nullable(${low[1] ?? ''}))`;
  if (/^(Array|Map)/.test(type)) throw new Error('an array or map that may be null');
  return type.startsWith('Nullable') ? type : `Nullable(${type})`;
}

const personal = (field: AvroField) => {
  const what = field['naru.personal'];
  return what === undefined ? field.doc : `${field.doc} Personal data: ${what}.`;
};

const unionOf = (type: AvroSchema): readonly AvroSchema[] =>
  typeof type === 'object' && !('type' in type) ? type : [type];

interface Above {
  readonly path: readonly string[];
  readonly mayBeNull: boolean;
  readonly doc: string;
}

/** One column a field; a record in a field has one for each of its own. */
function columnsOf(field: AvroField, named: Named, namespace: string, above: Above): ColumnContract[] {
  const branches = unionOf(field.type);
  const [value, ...others] = branches.filter((branch) => branch !== 'null');
  const mayBeNull = above.mayBeNull || branches.includes('null');
  const path = [...above.path, field.name];
  const doc = [above.doc, personal(field)].filter((text) => text !== '').join(' ');
  if (value === undefined || others.length > 0) throw new Error(`${path.join('.')}: a union that no column can hold`);
  const type = resolve(value, named, namespace);
  if (typeof type === 'object' && 'type' in type && type.type === 'record')
    return type.fields.flatMap((inner) =>
      columnsOf(inner, named, type.namespace ?? namespace, { path, mayBeNull, doc }),
    );
  try {
    const plain = columnType(value, named, namespace);
    const vocabulary = field['naru.vocabulary'] === true ? lowCardinality(plain) : plain;
    return [{ name: snake(path), type: mayBeNull ? nullable(vocabulary) : vocabulary, comment: doc }];
  } catch (error) {
    throw new Error(`${path.join('.')}: ${String(error)}`, { cause: error });
  }
}

/** The columns of a record's table, those of the lineage last. Throws where a field can't be one. */
export function columnsOfRecord(avro: AvroRecord, named: Named): ColumnContract[] {
  const root = { path: [], mayBeNull: false, doc: '' };
  return [...avro.fields.flatMap((field) => columnsOf(field, named, avro.namespace ?? '', root)), ...lineage];
}

function tableOf(contract: Contract, named: Named, topic: TopicModel): TableContract {
  const { avro } = recordOf(contract, topic);
  if (topic.table === undefined) throw new Error(`${topic.name}: goes to the warehouse, but has no table`);
  const { order, month, find = [] } = topic.table;
  return {
    topic: topic.name,
    context: topic.context,
    table: topic.noun.replaceAll('-', '_'),
    columns: columnsOfRecord(avro, named),
    orderBy: order.map((name) => snake([name])),
    partitionBy: month === undefined ? null : `toYYYYMM(${snake([month])})`,
    findBy: find.map((name) => snake([name])),
    current:
      topic.fact === undefined
        ? null
        : {
            fact: topic.fact.map((name) => snake([name])),
            version: topic.cleanup === 'compact' ? ['offset'] : ['revision', 'offset'],
          },
    comment: topic.meaning,
  };
}

/** What the contract says of each table in the warehouse. */
export function clickhouseTables(contract: Contract): TableContract[] {
  const named = namedTypes(contract.records);
  return contract.topics.filter((topic) => topic.warehouse).map((topic) => tableOf(contract, named, topic));
}

/** `tables.ts` of the ClickHouse library. */
export function clickhouseTablesFile(contract: Contract): string {
  return [
    `// ${generatedFrom('schemas/')}`,
    "import type { TableContract } from '../table-contract.js';",
    '',
    '/** The table of every topic that goes to the warehouse. */',
    `export const tables: readonly TableContract[] = ${JSON.stringify(clickhouseTables(contract), null, 2)};`,
    '',
  ].join('\n');
}
