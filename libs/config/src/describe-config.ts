import { z } from 'zod';
import { type VariableMeta, fieldsOf } from './variable.js';

export interface VariableDescription extends Omit<VariableMeta, 'defaultText'> {
  readonly field: string;
  readonly required: boolean;
  /** The default as text, as one would write it into the environment; undefined where there is none. */
  readonly defaultText: string | undefined;
}

/** Lists the variables of a configuration in the order they are written, for the tables of READMEs. */
export function describeConfig(schema: z.ZodObject): VariableDescription[] {
  return fieldsOf(schema).map(({ field, type, meta }) => {
    if (meta === undefined) throw new Error(`The field ${field} is not made with variable(): nothing is known of it`);
    return {
      ...meta,
      field,
      required: !z.safeParse(type, undefined).success,
      defaultText: meta.defaultText ?? defaultOf(type),
    };
  });
}

function defaultOf(type: z.core.$ZodType): string | undefined {
  if (!(type instanceof z.ZodDefault)) return undefined;
  const value: unknown = type.def.defaultValue;
  return Array.isArray(value) ? value.join(',') : String(value);
}
