import type { AvroSchema } from '@naru/contracts';

const primitives = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

const fullName = (name: string, namespace: string) =>
  name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
const text = (value: unknown) => JSON.stringify(value);

/**
 * The parsing canonical form of a schema (Avro specification, "Parsing Canonical Form for Schemas"): equal texts read
 * and write the same bytes.
 */
export function canonicalForm(schema: AvroSchema, namespace = ''): string {
  if (typeof schema === 'string') return text(primitives.has(schema) ? schema : fullName(schema, namespace));
  if (!('type' in schema)) return `[${schema.map((branch) => canonicalForm(branch, namespace)).join(',')}]`;
  switch (schema.type) {
    case 'array':
      return `{"type":"array","items":${canonicalForm(schema.items, namespace)}}`;
    case 'map':
      return `{"type":"map","values":${canonicalForm(schema.values, namespace)}}`;
    case 'record':
    case 'enum':
    case 'fixed': {
      const name = fullName(schema.name, schema.namespace ?? namespace);
      const head = `{"name":${text(name)},"type":"${schema.type}"`;
      if (schema.type === 'enum') return `${head},"symbols":${text(schema.symbols)}}`;
      if (schema.type === 'fixed') return `${head},"size":${schema.size}}`;
      const inside = name.slice(0, Math.max(0, name.lastIndexOf('.')));
      const fields = schema.fields.map(
        (field) => `{"name":${text(field.name)},"type":${canonicalForm(field.type, inside)}}`,
      );
      return `${head},"fields":[${fields.join(',')}]}`;
    }
    default:
      return canonicalForm(schema.type, namespace);
  }
}
