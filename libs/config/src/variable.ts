import { z } from 'zod';

/** What a field of the configuration says of itself: its variable, its heading in tables, and what it means. */
export interface VariableMeta {
  /** Name in the environment, `NARU_…`. */
  readonly variable: string;
  /** Heading under which tables list it. */
  readonly group: string;
  /** One sentence with the unit, for people. */
  readonly meaning: string;
  /** Never printed, never in a ConfigMap. */
  readonly secret?: boolean;
  /** A value to show where the default says too little. */
  readonly example?: string;
  /** The default in words, where it is made at start and so differs by machine. */
  readonly defaultText?: string;
}

const metas = z.registry<VariableMeta>();

/**
 * Ties a zod schema to a variable of the environment. The schema gets the raw text, or undefined where the
 * variable is unset or empty; its default and its optionality are those of the variable.
 */
export function variable<S extends z.ZodType>(meta: VariableMeta, schema: S): S {
  const own = schema.clone();
  metas.add(own, meta);
  return own;
}

/** What `variable` noted of this schema. */
export function metaOf(schema: z.core.$ZodType): VariableMeta | undefined {
  return metas.get(schema as z.ZodType);
}

/** The fields of a configuration in the order they are written. */
export function fieldsOf(
  schema: z.ZodObject,
): { field: string; type: z.core.$ZodType; meta: VariableMeta | undefined }[] {
  return Object.entries<z.core.$ZodType>(schema.shape).map(([field, type]) => ({ field, type, meta: metaOf(type) }));
}
