import type { AvroField, AvroRecord, AvroSchema } from '@naru/contracts';

/**
 * A schema of some fields of a record, in their order: the place that enrichment appends, what a content hash is made
 * of. Named types that were defined in fields left out are defined at their first use.
 */
export function selectFields(schema: AvroRecord, keep: (field: AvroField, index: number) => boolean): AvroRecord {
  const named = new Map<string, AvroSchema>();
  const defined = new Set<string>();

  const learn = (type: AvroSchema, namespace: string): void => {
    if (typeof type === 'string') return;
    if (!('type' in type)) for (const branch of type) learn(branch, namespace);
    else if (type.type === 'array') learn(type.items, namespace);
    else if (type.type === 'map') learn(type.values, namespace);
    else if ('name' in type) {
      const own = type.namespace ?? namespace;
      named.set(`${own}.${type.name}`, { ...type, namespace: own });
      if (type.type === 'record') for (const field of type.fields) learn(field.type, own);
    }
  };

  const complete = (type: AvroSchema, namespace: string): AvroSchema => {
    if (typeof type === 'string') {
      const name = type.includes('.') ? type : `${namespace}.${type}`;
      const definition = named.get(name);
      return definition === undefined || defined.has(name) ? type : complete(definition, namespace);
    }
    if (!('type' in type)) return type.map((branch) => complete(branch, namespace));
    if (type.type === 'array') return { ...type, items: complete(type.items, namespace) };
    if (type.type === 'map') return { ...type, values: complete(type.values, namespace) };
    if (!('name' in type)) return type;
    const own = type.namespace ?? namespace;
    defined.add(`${own}.${type.name}`);
    if (type.type !== 'record') return type;
    return { ...type, fields: type.fields.map((field) => ({ ...field, type: complete(field.type, own) })) };
  };

  const namespace = schema.namespace ?? '';
  for (const field of schema.fields) learn(field.type, namespace);
  const fields = schema.fields.filter(keep).map((field) => ({ ...field, type: complete(field.type, namespace) }));
  return { ...schema, fields };
}
