import type { AvroSchema } from '@naru/contracts';

type ToJson = (value: unknown) => unknown;

const same: ToJson = (value) => value;

/**
 * Compiles a schema into the way from wire values to JSON: times and days as ISO 8601, ids as UUIDs, other bytes as base64.
 */
export function jsonOf(schema: AvroSchema, named = new Map<string, ToJson>()): ToJson {
  if (typeof schema === 'string') return named.get(schema) ?? (schema === 'bytes' ? base64 : same);
  if (isUnion(schema)) {
    const [type, ...others] = schema.filter((one) => one !== 'null');
    if (type === undefined || others.length > 0) return same;
    const toJson = jsonOf(type, named);
    return (value) => (value === null ? null : toJson(value));
  }
  switch (schema.type) {
    case 'record': {
      const toJson = record(schema.fields.map(({ name, type }) => [name, jsonOf(type, named)]));
      named.set(`${schema.namespace ?? ''}.${schema.name}`, toJson);
      return toJson;
    }
    case 'array': {
      const item = jsonOf(schema.items, named);
      return (value) => (value as unknown[]).map(item);
    }
    case 'map': {
      const entry = jsonOf(schema.values, named);
      return (value) =>
        Object.fromEntries(Object.entries(value as object).map(([name, one]: [string, unknown]) => [name, entry(one)]));
    }
    case 'fixed': {
      const toJson = schema.size === 16 ? uuid : base64;
      named.set(`${schema.namespace ?? ''}.${schema.name}`, toJson);
      return toJson;
    }
    case 'enum':
      return same;
    default:
      return logical(schema.type, schema.logicalType);
  }
}

const isUnion = (schema: Exclude<AvroSchema, string>): schema is readonly AvroSchema[] => Array.isArray(schema);

function record(fields: readonly (readonly [string, ToJson])[]): ToJson {
  return (value) => {
    const from = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(fields.map(([name, toJson]) => [name, toJson(from[name])]));
  };
}

function logical(type: string, logicalType: string): ToJson {
  if (logicalType === 'timestamp-millis') return instant;
  if (logicalType === 'date') return (value) => new Date((value as number) * 86_400_000).toISOString().slice(0, 10);
  return type === 'bytes' ? base64 : same;
}

/** A time beyond what ISO 8601 can write stays the number that it is. */
const instant: ToJson = (value) => {
  const date = new Date(value as number);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
};
const base64: ToJson = (value) => (value as Buffer).toString('base64');
const uuid: ToJson = (value) =>
  (value as Buffer).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
