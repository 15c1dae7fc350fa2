import { parse } from 'yaml';
import { z } from 'zod';

// A named query is a file: SQL, and before it one comment that says in YAML what the answer means. What stands there is
// all that HTTP, the page and the documentation know of it, so it has to be complete: a field that is missing refuses the
// file at start.

const words = z.strictObject({ ko: z.string().min(1), en: z.string().min(1) });

const parameterTypes = ['text', 'whole', 'instant', 'time-zone'] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** Type of the placeholder that stands for a parameter in the SQL. */
export const placeholderTypes: Readonly<Record<ParameterType, string>> = {
  text: 'String',
  whole: 'Int64',
  instant: "Nullable(DateTime64(3, 'UTC'))",
  'time-zone': 'String',
};

const parameter = z.strictObject({
  type: z.enum(parameterTypes),
  /** null: the query itself decides (of instants), or the hub's own time zone. */
  default: z.union([z.string(), z.number().int(), z.null()]),
  meaning: words,
});

const column = z.strictObject({
  /** UCUM where there is one: 'h', 'kWh', 's', '%'; '1' for counts; absent for texts and times. */
  unit: z.string().min(1).optional(),
  meaning: words,
});

const header = z.strictObject({
  title: words,
  meaning: words,
  parameters: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), parameter).default({}),
  columns: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), column),
});

export type QueryHeader = z.infer<typeof header>;
export type Parameter = z.infer<typeof parameter>;

export interface NamedQuery extends QueryHeader {
  readonly name: string;
  readonly sql: string;
}

/**
 * The file of a query isn't one.
 * @advice Correct the file in apps/analytics/queries that the message names.
 */
export class QueryFileError extends Error {
  readonly code = 'NARU_QUERY_FILE_INVALID';

  constructor(name: string, what: string) {
    super(`${name}.sql: ${what}`);
    this.name = 'QueryFileError';
  }
}

/** Reads a query's file. Throws QueryFileError where its header, its placeholders or its parameters don't fit together. */
export function parseQueryFile(name: string, text: string): NamedQuery {
  const [, comment, sql] = /^\s*\/\*(.*?)\*\/\s*(.*?)\s*;?\s*$/s.exec(text) ?? [];
  if (comment === undefined || sql === undefined || sql === '')
    throw new QueryFileError(name, 'begins with no comment, or has no SQL behind it');
  const parsed = header.safeParse(parseYaml(name, comment));
  if (!parsed.success) throw new QueryFileError(name, z.prettifyError(parsed.error));
  assertPlaceholders(name, sql, parsed.data.parameters);
  return { name, sql, ...parsed.data };
}

function parseYaml(name: string, comment: string): unknown {
  try {
    return parse(comment);
  } catch (error) {
    throw new QueryFileError(name, error instanceof Error ? error.message : String(error));
  }
}

/** Every placeholder is a parameter of its type, and every parameter stands somewhere. */
function assertPlaceholders(name: string, sql: string, parameters: Readonly<Record<string, Parameter>>): void {
  const unused = new Set(Object.keys(parameters));
  for (const [placeholder, parameterName = '', type] of sql.matchAll(/\{(\w+):\s*([^}]+)\}/g)) {
    const declared = parameters[parameterName];
    if (declared === undefined) throw new QueryFileError(name, `${placeholder} is no parameter`);
    if (placeholderTypes[declared.type] !== type)
      throw new QueryFileError(name, `${placeholder} should be of type ${placeholderTypes[declared.type]}`);
    unused.delete(parameterName);
  }
  if (unused.size > 0) throw new QueryFileError(name, `${[...unused].join(', ')} stands nowhere in the SQL`);
}
