import { type SchemaFold, foldSchema } from '@naru/avro';
import type { AvroSchema } from '@naru/contracts';
import { parseInstant } from '../domain/instant.js';
import { isObject } from './field.from-json.js';

/** JSON is no value of a schema; the message says where, and what was expected there. */
export class NotOfSchemaError extends Error {
  override readonly name = 'NotOfSchemaError';
}

type FromJson = (value: unknown, path: string) => unknown;

const refuse = (path: string, what: string): never => {
  throw new NotOfSchemaError(`${path === '' ? 'the record' : path}: ${what}`);
};

/** What is itself in JSON, where it is of the type. */
const plain =
  (is: (value: unknown) => boolean, what: string): FromJson =>
  (value, path) =>
    is(value) ? value : refuse(path, what);

const isWhole = (value: unknown, limit: number): boolean =>
  Number.isInteger(value) && Math.abs(value as number) <= limit;
const text = plain((value) => typeof value === 'string' && value.isWellFormed(), 'text in Unicode');
const number = plain((value) => Number.isFinite(value), 'a finite number');
const primitives: Readonly<Record<string, FromJson>> = {
  boolean: plain((value) => typeof value === 'boolean', 'true or false'),
  int: plain((value) => isWhole(value, 2 ** 31 - 1), 'a whole number'),
  long: plain((value) => isWhole(value, Number.MAX_SAFE_INTEGER), 'a whole number'),
  float: number,
  double: number,
  string: text,
  bytes: base64,
};

function base64(value: unknown, path: string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
  return bytes?.toString('base64') === value ? (bytes as Buffer) : refuse(path, 'base64');
}

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const uuid: FromJson = (value, path) =>
  typeof value === 'string' && uuidShape.test(value)
    ? Buffer.from(value.replaceAll('-', ''), 'hex')
    : refuse(path, 'a UUID');

/** As `jsonOf` writes it: years before 0 and after 9999 have six digits and a sign, and beyond those a time is a number. */
function instant(value: unknown, path: string): number {
  const at = typeof value === 'string' ? (parseInstant(value) ?? farInstant(value)) : value;
  return isWhole(at, Number.MAX_SAFE_INTEGER) ? (at as number) : refuse(path, 'ISO 8601 with an offset');
}

const farInstant = (text: string): number | undefined => (/^[+-]\d{6}-/.test(text) ? Date.parse(text) : undefined);

function day(value: unknown, path: string): number {
  const at = typeof value === 'string' ? parseInstant(`${value}T00:00Z`) : undefined;
  return at === undefined ? refuse(path, 'a day, as 2026-11-22') : at / 86_400_000;
}

const fromJson: SchemaFold<FromJson> = {
  primitive(type, logicalType) {
    if (logicalType === 'timestamp-millis') return instant;
    if (logicalType === 'date') return day;
    const take = primitives[type];
    if (take === undefined) throw new Error(`Nothing is taken from JSON for ${type}`);
    return take;
  },
  fixed: (size) => {
    if (size === 16) return uuid;
    return (value, path) => {
      const bytes = base64(value, path);
      return bytes.length === size ? bytes : refuse(path, `${size} bytes as base64`);
    };
  },
  enum: (symbols) => plain((value) => symbols.includes(value as string), `one of ${symbols.join(', ')}`),
  array: (item) => (value, path) =>
    Array.isArray(value) ? value.map((one, index) => item(one, `${path}[${index}]`)) : refuse(path, 'an array'),
  map: (entry) => (value, path) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, entry(one, `${path}.${name}`)]))
      : refuse(path, 'an object'),
  record(fields) {
    const known = new Set(fields.map(({ field: { name } }) => name));
    return (value, path) => {
      if (!isObject(value)) return refuse(path, 'an object');
      const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
      const unknown = Object.keys(value).find((name) => !known.has(name));
      if (unknown !== undefined) refuse(at(unknown), 'nothing, there is no such field');
      return Object.fromEntries(
        fields.map(({ field, of }) => {
          const given = value[field.name];
          const isLeftOut = given === undefined && 'default' in field;
          return [field.name, isLeftOut ? field.default : of(given, at(field.name))];
        }),
      );
    };
  },
  nullable: (type) => (value, path) => (value === null ? null : type(value, path)),
  choice() {
    throw new Error('Nothing is taken from JSON for a choice of types');
  },
  later: (finished) => (value, path) => finished()(value, path),
};

/**
 * Compiles a schema into the way from JSON, as `jsonOf` writes it, to wire values: what is left out gets its default, and
 * nothing is taken that the schema doesn't have. What it makes throws NotOfSchemaError.
 */
export function wireOf(schema: AvroSchema): (value: unknown) => unknown {
  const take = foldSchema(schema, fromJson);
  return (value) => take(value, '');
}
