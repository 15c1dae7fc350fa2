import type { AvroField, AvroRecord, AvroSchema } from '@naru/contracts';
import type { Contract } from '../contract.js';
import { namedTypes, partsOf, typescriptName } from '../named-types.js';
import { generatedFrom } from '../text.js';

const primitives: Record<string, string> = {
  null: 'null',
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  float: 'number',
  double: 'number',
  bytes: 'Buffer',
  string: 'string',
};

type Named = ReturnType<typeof namedTypes>;

/** Shape of a value on the wire. Adds to `used` the full names of the named types that it refers to. */
function shapeOf(type: AvroSchema, named: Named, namespace: string, used: Set<string>): string {
  const inner = (part: AvroSchema) => shapeOf(part, named, namespace, used);
  if (typeof type === 'string') {
    const primitive = primitives[type];
    if (primitive !== undefined) return primitive;
    const name = type.includes('.') ? type : `${namespace}.${type}`;
    const definition = named.get(name);
    if (definition === undefined) throw new Error(`No type ${name}`);
    if (definition.type === 'fixed') return 'Buffer';
    used.add(name);
    return typescriptName(name);
  }
  if (!('type' in type))
    return [...type.map(inner)].sort((a, b) => Number(a === 'null') - Number(b === 'null')).join(' | ');
  switch (type.type) {
    case 'array': {
      const item = inner(type.items);
      return item.includes('|') ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    case 'map':
      return `Readonly<Record<string, ${inner(type.values)}>>`;
    case 'record':
    case 'enum':
    case 'fixed':
      return inner(`${type.namespace ?? namespace}.${type.name}`);
    default:
      return inner(type.type);
  }
}

const comment = (lines: readonly string[], indent: string) =>
  lines.length === 1
    ? `${indent}/** ${lines[0] ?? ''} */`
    : [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`].join('\n');

const docOf = (field: AvroField) => {
  const personal = field['naru.personal'];
  return personal === undefined ? [field.doc] : [field.doc, `Personal data: ${personal}.`];
};

/** One file of wire types a context, by file name. */
export function typescriptTypes(contract: Contract): Map<string, string> {
  const named = namedTypes(contract.records);
  const extendsOf = new Map(
    contract.records.map((record) => [
      record.name,
      record.enriches !== undefined
        ? { bases: [record.enriches, 'naru.hub.v1.Place'], skip: record.avro.fields.length }
        : { bases: record.hasFront ? ['naru.hub.v1.Front'] : [], skip: record.hasFront ? contract.front.length : 0 },
    ]),
  );
  const fragments: [string, AvroRecord][] = [
    [
      'naru.hub.v1.Front',
      { type: 'record', name: 'Front', doc: 'What every record of a source begins with.', fields: contract.front },
    ],
    [
      'naru.hub.v1.Place',
      { type: 'record', name: 'Place', doc: 'What enrichment adds to a record.', fields: contract.place },
    ],
  ];
  const files = new Map<string, { used: Set<string>; declared: string[] }>();

  for (const [name, type] of [...named, ...fragments].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (type.type === 'fixed') continue;
    const { context } = partsOf(name);
    const file = files.get(context) ?? { used: new Set<string>(), declared: [] };
    files.set(context, file);
    if (type.type === 'enum') {
      const symbols = type.symbols.map((symbol) => `'${symbol}'`).join(' | ');
      const doc =
        type.default === undefined ? [] : [comment([`'${type.default}' stands for symbols of later versions.`], '')];
      file.declared.push([...doc, `export type ${typescriptName(name)} = ${symbols};`].join('\n'));
      continue;
    }
    const { bases, skip } = extendsOf.get(name) ?? { bases: [], skip: 0 };
    for (const base of bases) file.used.add(base);
    const namespace = name.slice(0, name.lastIndexOf('.'));
    const fields = type.fields
      .slice(skip)
      .map(
        (field) =>
          `${comment(docOf(field), '  ')}\n  readonly ${field.name}: ${shapeOf(field.type, named, namespace, file.used)};`,
      );
    const heritage = bases.length === 0 ? '' : ` extends ${bases.map(typescriptName).join(', ')}`;
    file.declared.push(
      [comment([type.doc ?? name], ''), `export interface ${typescriptName(name)}${heritage} {`, ...fields, '}'].join(
        '\n',
      ),
    );
  }

  return new Map(
    [...files].map(([context, { used, declared }]) => {
      const imports = new Map<string, string[]>();
      for (const name of [...used].sort()) {
        const from = partsOf(name).context;
        if (from !== context) imports.set(from, [...(imports.get(from) ?? []), typescriptName(name)]);
      }
      const head = [...imports].map(
        ([from, names]) => `import type { ${names.join(', ')} } from './${from}.types.js';`,
      );
      return [
        `${context}.types.ts`,
        [`// ${generatedFrom(`schemas/${context}`)}`, ...head, '', `${declared.join('\n\n')}\n`].join('\n'),
      ];
    }),
  );
}

/** Names that a file of types exports, in order. */
export const exportedTypes = (text: string): string[] =>
  [...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map((found) => found[1] ?? '');
