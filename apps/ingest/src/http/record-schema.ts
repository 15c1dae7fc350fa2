import { type AvroField, type AvroSchema, type Kind, domainFields, frontFields } from '@naru/contracts';

/** JSON Schema as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const sent = new Set(['point', 'quality']);

/** The canonical JSON of a kind, described for its senders from the same fields that ingest reads it by. */
export function recordSchema(kind: Kind): JsonSchema {
  const fields = [...frontFields.filter(({ name }) => sent.has(name)), ...domainFields(kind)];
  const name = { type: 'string', minLength: 1, maxLength: 256 };
  return {
    type: 'object',
    title: `${kind.domain}/${kind.kind}`,
    description: kind.placed.meaning,
    properties: {
      id: { ...name, description: 'The source’s own id of this record.' },
      device: { ...name, description: 'The device that saw it, as the source names it.' },
      observedAt: { type: 'string', format: 'date-time', description: 'When it was seen: ISO 8601 with an offset.' },
      ...Object.fromEntries(fields.map((field) => [field.name, { ...schemaOf(field.type), description: field.doc }])),
    },
    required: ['device', 'observedAt', ...fields.filter(isRequired).map((field) => field.name)],
    additionalProperties: false,
  };
}

const isRequired = (field: AvroField): boolean => !('default' in field);

function schemaOf(schema: AvroSchema): JsonSchema {
  if (typeof schema === 'string') return plain[schema] ?? {};
  if (!('type' in schema)) return schemaOf(schema.find((branch) => branch !== 'null') ?? 'null');
  if (schema.type === 'enum') return { type: 'string', enum: schema.symbols };
  if (schema.type === 'map') return { type: 'object', additionalProperties: schemaOf(schema.values) };
  if (schema.type !== 'record') return {};
  return {
    type: 'object',
    properties: Object.fromEntries(schema.fields.map((field) => [field.name, schemaOf(field.type)])),
    required: schema.fields.map((field) => field.name),
    additionalProperties: false,
  };
}

const plain: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  int: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  long: { type: 'integer' },
  double: { type: 'number' },
};
