import type { AvroSchema } from '@naru/contracts';
import { type SchemaFold, foldSchema } from './fold-schema.js';

type ToJson = (value: unknown) => unknown;

const same: ToJson = (value) => value;
const base64: ToJson = (value) => (value as Buffer).toString('base64');
const uuid: ToJson = (value) =>
  (value as Buffer).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const day: ToJson = (value) => new Date((value as number) * 86_400_000).toISOString().slice(0, 10);
/** A time beyond what ISO 8601 can write stays the number that it is. */
const instant: ToJson = (value) => {
  const date = new Date(value as number);
  return Number.isNaN(date.getTime()) ? value : date.toISOString();
};

const toJson: SchemaFold<ToJson> = {
  primitive(type, logicalType) {
    if (logicalType === 'timestamp-millis') return instant;
    if (logicalType === 'date') return day;
    return type === 'bytes' ? base64 : same;
  },
  fixed: (size) => (size === 16 ? uuid : base64),
  enum: () => same,
  array: (item) => (value) => (value as unknown[]).map(item),
  map: (entry) => (value) =>
    Object.fromEntries(Object.entries(value as object).map(([name, one]: [string, unknown]) => [name, entry(one)])),
  record: (fields) => (value) => {
    const from = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(fields.map(({ field: { name }, of }) => [name, of(from[name])]));
  },
  nullable: (type) => (value) => (value === null ? null : type(value)),
  choice: () => same,
  later: (finished) => (value) => finished()(value),
};

/**
 * Compiles a schema into the way from wire values to JSON: times and days as ISO 8601, ids as UUIDs, other bytes as base64.
 */
export const jsonOf = (schema: AvroSchema): ToJson => foldSchema(schema, toJson);
