/** A ClickHouse type as far as tables of the contract use it. LowCardinality is gone: RowBinary doesn't show it. */
export type ColumnType =
  | { readonly kind: 'nullable'; readonly of: ColumnType }
  | { readonly kind: 'array'; readonly of: ColumnType }
  | { readonly kind: 'map'; readonly value: ColumnType }
  | { readonly kind: 'tuple'; readonly elements: readonly { readonly name: string; readonly type: ColumnType }[] }
  | { readonly kind: 'scalar'; readonly name: ScalarName; readonly size: number };

const scalarNames = [
  'String',
  'FixedString',
  'UUID',
  'Bool',
  'Int32',
  'Int64',
  'Float32',
  'Float64',
  'Date32',
  'DateTime64',
] as const;
export type ScalarName = (typeof scalarNames)[number];

/** Bytes of a scalar in RowBinary; a String's zero value is its length byte. */
const sizes: Readonly<Record<Exclude<ScalarName, 'FixedString'>, number>> = {
  String: 1,
  UUID: 16,
  Bool: 1,
  Int32: 4,
  Int64: 8,
  Float32: 4,
  Float64: 8,
  Date32: 4,
  DateTime64: 8,
};

/**
 * Rows can't be written for this column or this schema: they and this library have parted.
 * @advice Give the field a type that tables can hold, then `npm run generate`; a record of a foreign schema becomes a
 *   dead letter.
 */
export class UnsupportedColumnError extends Error {
  readonly code = 'NARU_COLUMN_UNSUPPORTED';

  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'UnsupportedColumnError';
  }
}

/** Reads a type as ClickHouse spells it. Throws UnsupportedColumnError. */
export function parseColumnType(text: string): ColumnType {
  const [, name = '', inside = ''] = /^(\w+)(?:\((.*)\))?$/.exec(text.trim()) ?? [];
  switch (name) {
    case 'LowCardinality':
      return parseColumnType(inside);
    case 'Nullable':
      return { kind: 'nullable', of: parseColumnType(inside) };
    case 'Array':
      return { kind: 'array', of: parseColumnType(inside) };
    case 'Map':
      return parseMap(text, inside);
    case 'Tuple':
      return { kind: 'tuple', elements: parseElements(inside) };
    case 'FixedString':
      return { kind: 'scalar', name, size: Number(inside) };
    case 'DateTime64':
      // the ticks of timestamp-millis are written as they are
      if (!inside.startsWith('3')) throw new UnsupportedColumnError(`${text}: only milliseconds can be written`);
      return { kind: 'scalar', name, size: sizes.DateTime64 };
  }
  const scalar = scalarNames.find((each) => each === name);
  if (scalar === undefined || scalar === 'FixedString')
    throw new UnsupportedColumnError(`${text}: no rows can be written for this type`);
  return { kind: 'scalar', name: scalar, size: sizes[scalar] };
}

function parseMap(text: string, inside: string): ColumnType {
  const [key, value] = /^(LowCardinality\(String\)|String),\s*(.*)$/.exec(inside)?.slice(1) ?? [];
  if (key === undefined || value === undefined) throw new UnsupportedColumnError(`${text}: keys of maps are strings`);
  return { kind: 'map', value: parseColumnType(value) };
}

function parseElements(inside: string) {
  return splitOutside(inside).map((element) => {
    const [, name, type] = /^`?(\w+)`? (.*)$/.exec(element) ?? [];
    if (name === undefined || type === undefined)
      throw new UnsupportedColumnError(`Tuple(${inside}): its elements need names`);
    return { name, type: parseColumnType(type) };
  });
}

/** Parts between the commas that stand outside of brackets. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (at === text.length || (text[at] === ',' && depth === 0)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts;
}

/** What stands in a row where there is nothing: null, or the type's own zero. */
export function emptyValue(type: ColumnType): Buffer {
  if (type.kind === 'nullable') return Buffer.from([1]);
  if (type.kind === 'tuple') return Buffer.concat(type.elements.map((element) => emptyValue(element.type)));
  return Buffer.alloc(type.kind === 'scalar' ? type.size : 1);
}
