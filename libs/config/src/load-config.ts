import type { z } from 'zod';
import { fieldsOf } from './variable.js';

export interface ConfigProblem {
  readonly variable: string;
  readonly what: string;
}

/**
 * The environment doesn't make a configuration. The message names each variable and what to do; no value is in it.
 * @advice Set what the message names; the README of each service lists its variables.
 */
export class ConfigError extends Error {
  readonly code = 'NARU_CONFIG';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(
      ['The configuration is not complete:', ...problems.map(({ variable, what }) => `  ${variable}: ${what}`)].join(
        '\n',
      ),
    );
    this.name = 'ConfigError';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration that `schema` describes from `env`. Each field is made with `variable`.
 * Throws ConfigError, which tells of every variable that is wrong at once.
 */
export function loadConfig<S extends z.ZodObject>(schema: S, env: Environment): z.infer<S> {
  const fields = fieldsOf(schema);
  const variables = new Map(fields.map(({ field, meta }) => [field, meta?.variable ?? field]));
  const raw = Object.fromEntries(fields.map(({ field, meta }) => [field, textOf(env, meta?.variable ?? field)]));
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const field = String(issue.path[0] ?? '');
      const meta = fields.find((each) => each.field === field)?.meta;
      const missing = raw[field] === undefined && field !== '';
      return {
        variable: variables.get(field) ?? 'the variables together',
        what: missing
          ? `is missing. Set it: ${meta?.meaning ?? ''}${exampleOf(meta?.example)}`
          : `${issue.message}${exampleOf(meta?.example)}`,
      };
    }),
  );
}

/** An empty variable is an unset one: charts and compose files can't leave one out. */
function textOf(env: Environment, variable: string): string | undefined {
  const text = env[variable]?.trim();
  return text === '' ? undefined : text;
}

const exampleOf = (example: string | undefined): string => (example === undefined ? '' : ` Example: ${example}`);
