import avsc from 'avsc';
import type { AvroSchema } from '@naru/contracts';

interface Tap {
  readLong(): number;
  readString(): string;
  skipLong(): void;
}

interface Readable {
  _read(tap: Tap): unknown;
}

// avsc reads a map by plain assignment, which loses an entry named `__proto__` without a word; senders may name
// entries as they like.
class WholeMapType extends avsc.types.MapType {
  _read(tap: Tap): Record<string, unknown> {
    const values = this.valuesType as Readable;
    const map: Record<string, unknown> = {};
    for (let count = tap.readLong(); count !== 0; count = tap.readLong()) {
      if (count < 0) tap.skipLong();
      for (let left = Math.abs(count); left > 0; left--) {
        const key = tap.readString();
        const value = values._read(tap);
        if (key === '__proto__')
          Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
        else map[key] = value;
      }
    }
    return map;
  }
}

/**
 * Compiles a schema. Values are wire shapes: `fixed` and `bytes` are Buffers, longs and logical times are numbers
 * (exact to ±2^52, decoding throws beyond ±2^53), enums are strings, `null | T` is the value itself, a map is an object.
 */
export const avroType = (schema: AvroSchema): avsc.Type =>
  avsc.Type.forSchema(schema as avsc.Schema, {
    wrapUnions: 'auto',
    omitRecordMethods: true,
    typeHook: (part, options) =>
      typeof part === 'object' && 'type' in part && part.type === 'map' ? new WholeMapType(part, options) : undefined,
  });
