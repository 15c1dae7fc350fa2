import { type AvroCursor, MalformedRecordError } from './avro-cursor.js';
import type { RecordShape, Shape } from './avro-shape.js';
import { type ColumnType, type ScalarName, UnsupportedColumnError, emptyValue } from './column-type.js';
import type { RowWriter } from './row-writer.js';
import { type Skip, compileSkip } from './skip.js';
import { snakeCase } from './snake-case.js';

/** Reads one Avro value and writes it as RowBinary. */
export type Transcode = (from: AvroCursor, to: RowWriter) => void;

/** The transcoder from this shape to a column of this type. Throws UnsupportedColumnError where the two don't go together. */
export function compileValue(shape: Shape, type: ColumnType, column: string): Transcode {
  if (shape.kind === 'union') return compileUnion(shape.branches, type, column);
  switch (type.kind) {
    case 'nullable':
      return notNull(compileValue(shape, type.of, column));
    case 'array':
      if (shape.kind !== 'array') break;
      return compileItems(compileValue(shape.items, type.of, column), compileSkip(shape.items));
    case 'map':
      if (shape.kind !== 'map') break;
      return compileItems(entry(compileValue(shape.values, type.value, column)), entrySkip(compileSkip(shape.values)));
    case 'tuple':
      if (shape.kind !== 'record') break;
      return compileTuple(shape, type, column);
    case 'scalar': {
      const transcode = compileScalar(shape, type.name, type.size);
      if (transcode !== undefined) return transcode;
    }
  }
  throw new UnsupportedColumnError(`Column ${column}: Avro's ${shape.kind} doesn't go into it`);
}

/** Fields come in the order of the elements, as a record only ever grows at its end; what the writer lacks is empty. */
function compileTuple(
  shape: RecordShape,
  { elements }: Extract<ColumnType, { kind: 'tuple' }>,
  column: string,
): Transcode {
  const actions: Transcode[] = [];
  let next = 0;
  for (const { name, type } of elements) {
    const position = shape.fields.findIndex((field) => snakeCase(field.name) === name);
    const field = shape.fields[position];
    if (field === undefined) actions.push(writeBytes(emptyValue(type)));
    else if (position < next) throw new UnsupportedColumnError(`Column ${column}: ${name} stands in another place`);
    else {
      actions.push(...shape.fields.slice(next, position).map((skipped) => compileSkip(skipped.shape)));
      actions.push(compileValue(field.shape, type, `${column}.${name}`));
      next = position + 1;
    }
  }
  actions.push(...shape.fields.slice(next).map((skipped) => compileSkip(skipped.shape)));
  return function transcodeTuple(from, to) {
    for (const action of actions) action(from, to);
  };
}

/** Where the column takes no null, what is null becomes the column's own zero. */
function compileUnion(branches: readonly Shape[], type: ColumnType, column: string): Transcode {
  const empty = emptyValue(type);
  const transcodes = branches.map((branch) =>
    branch.kind === 'null' ? writeBytes(empty) : compileValue(branch, type, column),
  );
  return (from, to) => transcodes[from.branch(transcodes.length)]?.(from, to);
}

const writeBytes =
  (bytes: Uint8Array): Transcode =>
  (_, to) => {
    to.all(bytes);
  };

const notNull =
  (transcode: Transcode): Transcode =>
  (from, to) => {
    to.byte(0);
    transcode(from, to);
  };

const entry =
  (value: Transcode): Transcode =>
  (from, to) => {
    text(from, to);
    value(from, to);
  };

const entrySkip =
  (value: Skip): Skip =>
  (from) => {
    from.skip(from.length());
    value(from);
  };

/**
 * RowBinary has the number of items first, Avro writes them in blocks and ends with an empty one. Nearly always there is
 * one block; only where there are more are they counted ahead.
 */
function compileItems(item: Transcode, skip: Skip): Transcode {
  return function transcodeItems(from, to) {
    const start = from.at;
    let total = from.block();
    const rewind = to.length;
    to.lengthPrefix(total);
    for (let left = total; left > 0; left--) item(from, to);
    if (total === 0) return;
    const next = from.block();
    if (next === 0) return;
    // more blocks: count, then write anew
    to.truncate(rewind);
    for (let left = next; left > 0; left = from.block()) {
      total += left;
      for (; left > 0; left--) skip(from);
    }
    to.lengthPrefix(total);
    from.at = start;
    for (let left = from.block(); left > 0; left = from.block()) for (; left > 0; left--) item(from, to);
  };
}

const text: Transcode = (from, to) => {
  const length = from.length();
  to.lengthPrefix(length);
  to.take(from, length);
};

const int32: Transcode = (from, to) => {
  to.int32(from.int());
};

const int64: Transcode = (from, to) => {
  from.long();
  to.int64(from.low, from.high);
};

// Avro's order of a uuid's bytes is that of its text
const uuid: Transcode = (from, to) => {
  to.takeReversed8(from);
  to.takeReversed8(from);
};

const bool: Transcode = (from, to) => {
  const byte = from.byte();
  if (byte > 1) throw new MalformedRecordError('A boolean is neither true nor false');
  to.byte(byte);
};

const takeBytes =
  (length: number): Transcode =>
  (from, to) => {
    to.take(from, length);
  };

function compileScalar(shape: Shape, column: ScalarName, size: number): Transcode | undefined {
  switch (shape.kind) {
    case 'string':
    case 'bytes':
      return column === 'String' ? text : undefined;
    case 'enum':
      return column === 'String' ? compileSymbols(shape.symbols) : undefined;
    case 'boolean':
      return column === 'Bool' ? bool : undefined;
    case 'int':
      if (column === 'Int32' || column === 'Date32') return int32;
      return column === 'Int64' ? int64 : undefined;
    case 'long':
      return column === 'Int64' || column === 'DateTime64' ? int64 : undefined;
    case 'float':
      return column === 'Float32' ? takeBytes(4) : undefined;
    case 'double':
      return column === 'Float64' ? takeBytes(8) : undefined;
    case 'fixed':
      if (column === 'UUID' && shape.size === 16) return uuid;
      return column === 'FixedString' && shape.size === size ? takeBytes(size) : undefined;
    default:
      return undefined;
  }
}

function compileSymbols(symbols: readonly string[]): Transcode {
  // symbols of Avro are ASCII names, shorter than 128 characters
  const encoded = symbols.map((symbol) => Buffer.from(String.fromCharCode(symbol.length) + symbol, 'latin1'));
  return function transcodeSymbol(from, to) {
    const bytes = encoded[from.index(encoded.length, 'enum')];
    if (bytes !== undefined) to.all(bytes);
  };
}
