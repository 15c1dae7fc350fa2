import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** Where a field's value comes from: a column (or a path into JSON), a constant, or a JSONata expression on the row. */
const fieldSource = z
  .strictObject({
    column: z.string().optional(),
    value: z.union([z.string(), z.number()]).optional(),
    jsonata: z.string().optional(),
    /** Text as it stands in the file, to the text that is meant. */
    map: z.record(z.string(), z.string()).optional(),
    as: z.enum(['text', 'number', 'integer']).optional(),
    /** UCUM unit in the file, where it is another than the field's: converted with `to`. */
    unit: z.string().optional(),
    to: z.string().optional(),
    /** Format of a time in Luxon's tokens, e.g. `d/M/yyyy H:mm`; ISO 8601 and SQL are understood without. */
    format: z.string().optional(),
  })
  .refine(({ column, value, jsonata }) => [column, value, jsonata].filter((one) => one !== undefined).length === 1, {
    message: 'give exactly one of column, value and jsonata',
  })
  .refine(({ unit, to }) => (unit === undefined) === (to === undefined), { message: 'give unit and to together' });

export type FieldSource = z.infer<typeof fieldSource>;

const file = {
  format: z.enum(['csv', 'ndjson', 'json', 'geojson']),
  /** As `iconv` names it. */
  charset: z.string().default('utf-8'),
  delimiter: z.string().length(1).default(','),
  /** IANA zone of times that carry no offset. */
  timeZone: z.string().default('UTC'),
  /** Reference system of the coordinates in the file. */
  crs: z.string().default('EPSG:4326'),
};

const position = z.strictObject({ longitude: fieldSource, latitude: fieldSource });

const recordMapping = z.strictObject({
  source: z.string(),
  kind: z.string().regex(/^[a-z]+\/[a-z-]+$/, 'a kind is <domain>/<kind>, e.g. parking/observations'),
  lane: z.enum(['live', 'history']).default('history'),
  ...file,
  record: z.looseObject({
    id: fieldSource.optional(),
    device: fieldSource,
    observedAt: fieldSource,
    point: position.optional(),
  }),
});

const masterDataMapping = z.strictObject({
  masterData: z.enum(['assets', 'zones']),
  ...file,
  record: z.looseObject({ point: position.optional(), validFrom: fieldSource.optional() }),
});

export type RecordMapping = z.infer<typeof recordMapping>;
export type MasterDataMapping = z.infer<typeof masterDataMapping>;
export type FileMapping = Pick<RecordMapping, 'format' | 'charset' | 'delimiter' | 'timeZone' | 'crs'>;

function readMapping<T>(path: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parse(readFileSync(path, 'utf8')));
  if (result.success) return result.data;
  throw new Error(`${path} is no mapping of this kind:\n${z.prettifyError(result.error)}`);
}

export const readRecordMapping = (path: string): RecordMapping => readMapping(path, recordMapping);
export const readMasterDataMapping = (path: string): MasterDataMapping => readMapping(path, masterDataMapping);

/** A node of a mapping that is a field's source rather than a group of fields. */
export function asFieldSource(node: unknown): FieldSource | undefined {
  const result = fieldSource.safeParse(node);
  return result.success ? result.data : undefined;
}
