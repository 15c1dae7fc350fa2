import type { AvroField, AvroSchema } from '@naru/contracts';
import { Refusal } from '../domain/refusal.js';

/** Takes a JSON value for the wire, or refuses it. */
export type Take = (value: unknown) => unknown;

/** Compiles the taking of one field from its schema: the wire value, its default where it is absent or null, or a Refusal. */
export function compileField(field: AvroField): Take {
  const take = compileType(field.type, field.name);
  const hasDefault = 'default' in field;
  const missing = new Refusal('missing-field', `${field.name}: ${describeType(field.type)}`);
  return (value) => {
    if (value !== undefined && value !== null) return take(value);
    return hasDefault ? field.default : missing;
  };
}

function compileType(schema: AvroSchema, path: string): Take {
  const wrongType = new Refusal('wrong-type', `${path}: ${describeType(schema)}`);
  if (isUnion(schema)) return compileNullable(schema, path);
  switch (typeOf(schema)) {
    case 'string':
      return (value) => (typeof value === 'string' ? wholeText(value, path) : wrongType);
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? value : wrongType);
    case 'int':
      return (value) => takeWhole(value, 2 ** 31, path) ?? wrongType;
    case 'long':
      return (value) => takeWhole(value, Number.MAX_SAFE_INTEGER, path) ?? wrongType;
    case 'double':
      return (value) => takeNumber(value, path) ?? wrongType;
    case 'enum':
      return (value) => (symbolsOf(schema).includes(value as string) ? value : wrongType);
    case 'map':
      return (value) => takeMap(value, path) ?? wrongType;
    case 'record':
      return compileRecord(fieldsOf(schema), path, wrongType);
    default:
      throw new Error(`No sender can send ${path}: its type has no form in JSON here`);
  }
}

function compileNullable(schema: readonly AvroSchema[], path: string): Take {
  const [branch, ...others] = schema.filter((each) => each !== 'null');
  if (branch === undefined || others.length > 0) throw new Error(`No sender can send ${path}: its type is a choice`);
  return compileType(branch, path);
}

function compileRecord(fields: readonly AvroField[], path: string, wrongType: Refusal): Take {
  const takes = fields.map((field) => ({
    name: field.name,
    take: compileField({ ...field, name: `${path}.${field.name}` }),
  }));
  const names = new Set(fields.map(({ name }) => name));
  return (value) => {
    if (!isObject(value) || Object.keys(value).some((name) => !names.has(name))) return wrongType;
    const record: Record<string, unknown> = {};
    for (const { name, take } of takes) {
      const taken = take(value[name]);
      if (taken instanceof Refusal) return taken;
      record[name] = taken;
    }
    return record;
  };
}

/** A lone surrogate has no UTF-8: it would arrive as another character. */
const wholeText = (text: string, path: string): string | Refusal =>
  text.isWellFormed() ? text : new Refusal('broken-utf8', `${path}: text in Unicode`);

const notFinite = (path: string): Refusal => new Refusal('not-finite', `${path}: a finite number`);
const namesOfNoNumber = new Set(['nan', 'infinity', '-infinity', 'inf', '-inf']);

/** A number, or undefined; what stands for none, spelled out or larger than a double holds, is refused as such. */
function takeNumber(value: unknown, path: string): number | Refusal | undefined {
  if (typeof value === 'string') return namesOfNoNumber.has(value.toLowerCase()) ? notFinite(path) : undefined;
  if (typeof value !== 'number') return undefined;
  return Number.isFinite(value) ? value : notFinite(path);
}

function takeWhole(value: unknown, limit: number, path: string): number | Refusal | undefined {
  const number = takeNumber(value, path);
  if (typeof number !== 'number') return number;
  return Number.isInteger(number) && number >= -limit && number < limit ? number : undefined;
}

function takeMap(value: unknown, path: string): Record<string, string> | Refusal | undefined {
  if (!isObject(value)) return undefined;
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') return undefined;
    if (!name.isWellFormed() || !text.isWellFormed()) return new Refusal('broken-utf8', `${path}: text in Unicode`);
  }
  return value as Record<string, string>;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isUnion = (schema: AvroSchema): schema is readonly AvroSchema[] => Array.isArray(schema);
const typeOf = (schema: AvroSchema): string => {
  if (typeof schema === 'string') return schema;
  return 'type' in schema ? schema.type : 'union';
};
const symbolsOf = (schema: AvroSchema): readonly string[] =>
  typeof schema !== 'string' && 'type' in schema && schema.type === 'enum' ? schema.symbols : [];
const fieldsOf = (schema: AvroSchema): readonly AvroField[] =>
  typeof schema !== 'string' && 'type' in schema && schema.type === 'record' ? schema.fields : [];

const inWords: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  int: 'a whole number',
  long: 'a whole number',
  double: 'a number',
  map: 'an object of texts',
};

function describeType(schema: AvroSchema): string {
  if (isUnion(schema)) return describeType(schema.find((branch) => branch !== 'null') ?? 'null');
  const type = typeOf(schema);
  if (type === 'enum') return `one of ${symbolsOf(schema).join(', ')}`;
  if (type === 'record')
    return `an object of ${fieldsOf(schema)
      .map(({ name }) => name)
      .join(', ')}`;
  return inWords[type] ?? type;
}
