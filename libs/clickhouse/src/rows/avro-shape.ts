import avsc, { type Schema, type Type, type types } from 'avsc';
import { UnsupportedColumnError } from './column-type.js';

/** An Avro schema with its names resolved, as far as rows need it. Logical types are the column's business. */
export type Shape =
  | { readonly kind: 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string' }
  | { readonly kind: 'fixed'; readonly size: number }
  | { readonly kind: 'enum'; readonly symbols: readonly string[] }
  | { readonly kind: 'array'; readonly items: Shape }
  | { readonly kind: 'map'; readonly values: Shape }
  | { readonly kind: 'union'; readonly branches: readonly Shape[] }
  | RecordShape;

export interface RecordShape {
  readonly kind: 'record';
  readonly fields: readonly FieldShape[];
}

export interface FieldShape {
  readonly name: string;
  readonly shape: Shape;
  /** The default in Avro's encoding; undefined where the field has none. */
  readonly defaultBytes: Buffer | undefined;
}

const primitives = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;

/** The shape of a record's schema as JSON. Throws UnsupportedColumnError where it isn't Avro, isn't a record, or holds itself. */
export function recordShape(schema: unknown): RecordShape {
  const shape = shapeOf(parse(schema), []);
  if (shape.kind !== 'record') throw new UnsupportedColumnError('Values of a topic are records');
  return shape;
}

function parse(schema: unknown): Type {
  try {
    // unions are never decoded here: wrapping spares avsc's check that their values could be told apart
    return avsc.Type.forSchema(schema as Schema, { wrapUnions: true, registry: {} });
  } catch (cause) {
    throw new UnsupportedColumnError(
      `This is no Avro schema: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

function shapeOf(type: Type, above: readonly Type[]): Shape {
  if (above.includes(type))
    throw new UnsupportedColumnError(`${type.name ?? 'A record'} holds itself: no table can show that`);
  const below = (inner: Type): Shape => shapeOf(inner, [...above, type]);
  if (type instanceof avsc.types.RecordType)
    return { kind: 'record', fields: type.fields.map((field) => fieldOf(field, below)) };
  if (type instanceof avsc.types.WrappedUnionType) return { kind: 'union', branches: type.types.map(below) };
  if (type instanceof avsc.types.ArrayType) return { kind: 'array', items: below(type.itemsType) };
  if (type instanceof avsc.types.MapType) return { kind: 'map', values: below(type.valuesType as Type) };
  if (type instanceof avsc.types.EnumType) return { kind: 'enum', symbols: type.symbols };
  if (type instanceof avsc.types.FixedType) return { kind: 'fixed', size: type.size };
  const kind = primitives.find((each) => each === type.typeName);
  if (kind === undefined) throw new UnsupportedColumnError(`No table can show the Avro type ${type.typeName}`);
  return { kind };
}

function fieldOf(field: types.RecordType['fields'][number], below: (type: Type) => Shape): FieldShape {
  const value: unknown = field.defaultValue();
  return {
    name: field.name,
    shape: below(field.type),
    defaultBytes: value === undefined ? undefined : field.type.toBuffer(value),
  };
}
