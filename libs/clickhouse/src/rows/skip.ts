import type { AvroCursor } from './avro-cursor.js';
import type { Shape } from './avro-shape.js';

export type Skip = (from: AvroCursor) => void;

/** Moves the cursor over a value that no column shows. */
export function compileSkip(shape: Shape): Skip {
  switch (shape.kind) {
    case 'null':
      return function skipNothing() {
        // a null has no bytes
      };
    case 'boolean':
      return (from) => void from.byte();
    case 'int':
    case 'enum':
      return (from) => void from.int();
    case 'long':
      return (from) => {
        from.long();
      };
    case 'float':
      return skipBytes(4);
    case 'double':
      return skipBytes(8);
    case 'fixed':
      return skipBytes(shape.size);
    case 'bytes':
    case 'string':
      return (from) => {
        from.skip(from.length());
      };
    case 'union':
      return skipUnion(shape.branches.map(compileSkip));
    case 'array':
      return skipItems(compileSkip(shape.items));
    case 'map':
      return skipItems(skipEach([compileSkip({ kind: 'string' }), compileSkip(shape.values)]));
    case 'record':
      return skipEach(shape.fields.map((field) => compileSkip(field.shape)));
  }
}

const skipBytes =
  (bytes: number): Skip =>
  (from) => {
    from.skip(bytes);
  };

const skipEach =
  (skips: readonly Skip[]): Skip =>
  (from) => {
    for (const skip of skips) skip(from);
  };

const skipUnion =
  (skips: readonly Skip[]): Skip =>
  (from) =>
    skips[from.branch(skips.length)]?.(from);

const skipItems =
  (skip: Skip): Skip =>
  (from) => {
    for (let left = from.block(); left > 0; left = from.block()) for (; left > 0; left--) skip(from);
  };
