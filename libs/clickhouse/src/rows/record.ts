import { AvroCursor } from './avro-cursor.js';
import type { FieldShape, RecordShape, Shape } from './avro-shape.js';
import { type ColumnType, UnsupportedColumnError, emptyValue } from './column-type.js';
import { RowWriter } from './row-writer.js';
import { type Skip, compileSkip } from './skip.js';
import { snakeCase } from './snake-case.js';
import { type Transcode, compileValue } from './value.js';

/** The columns of a table, and the one whose value is marked in each row, where there is one. */
export interface TableColumns {
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly marked?: string;
}

/** `['placePoint', 'longitude']` → `place_point_longitude`. */
export const columnName = (path: readonly string[]): string => path.map(snakeCase).join('_');

/** The columns that a record fills, in the order in which its values are written: that of the reader's fields. */
export function columnsOf(reader: RecordShape, columns: TableColumns, path: readonly string[] = []): string[] {
  return reader.fields.flatMap((field) => {
    const below = [...path, field.name];
    const nested = recordIn(field.shape);
    if (nested !== undefined) return columnsOf(nested, columns, below);
    return columns.types.has(columnName(below)) ? [columnName(below)] : [];
  });
}

/** A field of the reader: where the writer has it (-1: nowhere), and what writes its columns. */
interface Step {
  readonly position: number;
  readonly transcode: Transcode;
}

/**
 * The transcoder from the writer's record to the columns of the reader's: what the writer lacks gets the reader's
 * default, what the reader doesn't know is skipped. Throws UnsupportedColumnError where the two can't be read together.
 */
export function compileRecord(
  writer: RecordShape,
  reader: RecordShape,
  columns: TableColumns,
  path: readonly string[] = [],
): Transcode {
  const steps = reader.fields
    .filter((field) => columnsOf({ kind: 'record', fields: [field] }, columns, path).length > 0)
    .map((field) => compileStep(writer, field, columns, [...path, field.name]));
  const skips = writer.fields.map((field) => compileSkip(field.shape));
  return isInOrder(steps) ? inOrder(steps, skips) : byPosition(steps, skips);
}

function compileStep(writer: RecordShape, field: FieldShape, columns: TableColumns, path: readonly string[]): Step {
  const position = writer.fields.findIndex((candidate) => candidate.name === field.name);
  const written = writer.fields[position];
  if (written !== undefined) return { position, transcode: compileField(written.shape, field.shape, columns, path) };
  if (field.defaultBytes === undefined)
    throw new UnsupportedColumnError(`The writer has no ${field.name}, and it has no default`);
  const bytes = transcodeAll(compileField(field.shape, field.shape, columns, path), field.defaultBytes);
  return {
    position,
    transcode: (_, to) => {
      to.all(bytes);
    },
  };
}

function compileField(writer: Shape, reader: Shape, columns: TableColumns, path: readonly string[]): Transcode {
  const nested = recordIn(reader);
  if (nested !== undefined) return compileNested(writer, nested, columns, path);
  const name = columnName(path);
  const transcode = compileValue(writer, typeOf(columns, name), name);
  return name === columns.marked ? marking(transcode) : transcode;
}

const marking =
  (transcode: Transcode): Transcode =>
  (from, to) => {
    to.marked = to.length;
    transcode(from, to);
  };

function typeOf(columns: TableColumns, name: string): ColumnType {
  const type = columns.types.get(name);
  if (type === undefined) throw new UnsupportedColumnError(`There is no column ${name}`);
  return type;
}

/** A record inside of a record has a column for each of its fields; where it is null, each of them is. */
function compileNested(writer: Shape, reader: RecordShape, columns: TableColumns, path: readonly string[]): Transcode {
  if (writer.kind === 'record') return compileRecord(writer, reader, columns, path);
  if (writer.kind !== 'union')
    throw new UnsupportedColumnError(`${path.join('.')} is a record, the writer has ${writer.kind}`);
  const nothing = Buffer.concat(columnsOf(reader, columns, path).map((name) => emptyValue(typeOf(columns, name))));
  const branches = writer.branches.map((branch): Transcode =>
    branch.kind === 'null'
      ? (_, to) => {
          to.all(nothing);
        }
      : compileNested(branch, reader, columns, path),
  );
  return (from, to) => branches[from.branch(branches.length)]?.(from, to);
}

/** The record that a field holds, or may hold beside null. */
function recordIn(shape: Shape): RecordShape | undefined {
  if (shape.kind === 'record') return shape;
  return shape.kind === 'union' ? shape.branches.find((branch) => branch.kind === 'record') : undefined;
}

function isInOrder(steps: readonly Step[]): boolean {
  const positions = steps.map((step) => step.position).filter((position) => position >= 0);
  return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? -1));
}

/** One pass: the writer's fields come as the columns want them. */
function inOrder(steps: readonly Step[], skips: readonly Skip[]): Transcode {
  const actions: Transcode[] = [];
  let next = 0;
  for (const step of steps) {
    if (step.position >= 0) {
      actions.push(...skips.slice(next, step.position));
      next = step.position + 1;
    }
    actions.push(step.transcode);
  }
  actions.push(...skips.slice(next));
  return function transcodeInOrder(from, to) {
    for (const action of actions) action(from, to);
  };
}

/** Two passes: the writer has its fields in another order, so each is found first. */
function byPosition(steps: readonly Step[], skips: readonly Skip[]): Transcode {
  const starts = new Array<number>(skips.length);
  return function transcodeByPosition(from, to) {
    skips.forEach((skip, index) => {
      starts[index] = from.at;
      skip(from);
    });
    const end = from.at;
    for (const step of steps) {
      from.at = starts[step.position] ?? end;
      step.transcode(from, to);
    }
    from.at = end;
  };
}

function transcodeAll(transcode: Transcode, avro: Uint8Array): Buffer {
  const cursor = new AvroCursor();
  const rows = new RowWriter(avro.length + 64);
  cursor.reset(avro, 0, avro.length);
  transcode(cursor, rows);
  return Buffer.from(rows.bytes());
}
