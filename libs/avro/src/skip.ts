import type { AvroField, AvroRecord, AvroSchema } from '@naru/contracts';
import type { ByteCursor } from './byte-cursor.js';

type Step = (cursor: ByteCursor) => void;

const primitives: Record<string, Step> = {
  null: () => undefined,
  boolean: (cursor) => {
    cursor.skip(1);
  },
  int: (cursor) => {
    cursor.readLong();
  },
  long: (cursor) => {
    cursor.readLong();
  },
  float: (cursor) => {
    cursor.skip(4);
  },
  double: (cursor) => {
    cursor.skip(8);
  },
  bytes: (cursor) => {
    cursor.skipSized();
  },
  string: (cursor) => {
    cursor.skipSized();
  },
};

/** Blocks of items up to an empty one. Each item must take at least a byte, so a made-up count ends with the bytes. */
function skipBlocks(item: Step): Step {
  return (cursor) => {
    for (;;) {
      const count = cursor.readLong();
      if (count === 0 || cursor.isBroken()) return;
      if (count < 0) cursor.readLong();
      if (Math.abs(count) > cursor.end - cursor.position) {
        cursor.broken = true;
        return;
      }
      for (let left = Math.abs(count); left > 0; left--) {
        item(cursor);
        if (cursor.isBroken()) return;
      }
    }
  };
}

/** A branch chosen by index: unions and, without content, enums. */
function skipChoice(branches: readonly Step[]): Step {
  return (cursor) => {
    const branch = branches[cursor.readLong()];
    if (branch === undefined) cursor.broken = true;
    else if (!cursor.broken) branch(cursor);
  };
}

const nothing: Step = () => undefined;

class SkipCompiler {
  private readonly named = new Map<string, Step>();

  compile(type: AvroSchema, namespace: string): Step {
    if (typeof type === 'string') return this.byName(type, namespace);
    if (!('type' in type)) return skipChoice(type.map((branch) => this.compile(branch, namespace)));
    switch (type.type) {
      case 'record': {
        const own = type.namespace ?? namespace;
        return this.define(`${own}.${type.name}`, () => this.fields(type.fields, own));
      }
      case 'enum':
        return this.define(`${type.namespace ?? namespace}.${type.name}`, () =>
          skipChoice(type.symbols.map(() => nothing)),
        );
      case 'fixed':
        return this.define(`${type.namespace ?? namespace}.${type.name}`, () => (cursor) => {
          cursor.skip(type.size);
        });
      case 'array':
        return skipBlocks(this.compile(type.items, namespace));
      case 'map': {
        const value = this.compile(type.values, namespace);
        return skipBlocks((cursor) => {
          cursor.skipSized();
          value(cursor);
        });
      }
      default:
        return this.compile(type.type, namespace);
    }
  }

  fields(fields: readonly AvroField[], namespace: string): Step {
    const steps = fields.map((field) => this.compile(field.type, namespace));
    return (cursor) => {
      for (const step of steps) {
        step(cursor);
        if (cursor.isBroken()) return;
      }
    };
  }

  /** Known by name before its inside is compiled, since a record may hold itself. */
  private define(name: string, compile: () => Step): Step {
    let step = nothing;
    const later: Step = (cursor) => {
      step(cursor);
    };
    this.named.set(name, later);
    step = compile();
    this.named.set(name, step);
    return step;
  }

  private byName(name: string, namespace: string): Step {
    const step = primitives[name] ?? this.named.get(name.includes('.') ? name : `${namespace}.${name}`);
    if (step === undefined) throw new Error(`No type ${name}`);
    return step;
  }
}

/**
 * A function that moves a cursor over the fields of a record from the `from`-th on, and marks it broken where the
 * bytes are no such fields. It builds nothing and is bounded by the bytes there are, whatever lengths they claim.
 */
export function compileSkip(schema: AvroRecord, from = 0): (cursor: ByteCursor) => void {
  const compiler = new SkipCompiler();
  const namespace = schema.namespace ?? '';
  // types that the left-out fields define are still referred to by name
  compiler.fields(schema.fields.slice(0, from), namespace);
  return compiler.fields(schema.fields.slice(from), namespace);
}
