import type { AvroField, AvroSchema } from '@naru/contracts';

/** What each kind of type becomes, given what its parts became. */
export interface SchemaFold<T> {
  /** A primitive; its logical type where it has one. */
  primitive(type: string, logicalType: string | undefined): T;
  fixed(size: number): T;
  enum(symbols: readonly string[]): T;
  array(item: T): T;
  map(entry: T): T;
  record(fields: readonly { readonly field: AvroField; readonly of: T }[]): T;
  /** Null, or what is given. */
  nullable(type: T): T;
  /** A choice of several. */
  choice(): T;
  /** A type that isn't finished yet, since it holds itself. */
  later(finished: () => T): T;
}

const primitives = new Set(['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string']);

/** Makes something of a schema, part by part; types named elsewhere in it are found by their names. */
export function foldSchema<T>(schema: AvroSchema, fold: SchemaFold<T>): T {
  const named = new Map<string, T>();

  /** Known by name before its inside is, since a record may hold itself. */
  function define(name: string, make: () => T): T {
    const later = fold.later(() => finished);
    named.set(name, later);
    const finished = make();
    named.set(name, finished);
    return finished;
  }

  function byName(name: string, namespace: string): T {
    if (primitives.has(name)) return fold.primitive(name, undefined);
    const found = named.get(fullName(name, namespace));
    if (found === undefined) throw new Error(`No type ${name}`);
    return found;
  }

  function union(branches: readonly AvroSchema[], namespace: string): T {
    const made = branches.map((branch) => (branch === 'null' ? undefined : visit(branch, namespace)));
    const [type, ...others] = made.filter((one) => one !== undefined);
    return type === undefined || others.length > 0 || made.length === 1 ? fold.choice() : fold.nullable(type);
  }

  function visit(type: AvroSchema, namespace: string): T {
    if (typeof type === 'string') return byName(type, namespace);
    if (!('type' in type)) return union(type, namespace);
    switch (type.type) {
      case 'array':
        return fold.array(visit(type.items, namespace));
      case 'map':
        return fold.map(visit(type.values, namespace));
      case 'record':
      case 'enum':
      case 'fixed': {
        const name = fullName(type.name, type.namespace ?? namespace);
        return define(name, () => {
          if (type.type === 'enum') return fold.enum(type.symbols);
          if (type.type === 'fixed') return fold.fixed(type.size);
          const inside = name.slice(0, Math.max(0, name.lastIndexOf('.')));
          return fold.record(type.fields.map((field) => ({ field, of: visit(field.type, inside) })));
        });
      }
      default:
        return fold.primitive(type.type, type.logicalType);
    }
  }

  return visit(schema, '');
}

const fullName = (name: string, namespace: string): string =>
  name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
