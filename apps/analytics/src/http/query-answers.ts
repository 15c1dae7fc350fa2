import { z } from 'zod';
import type { QueryRows } from '../adapters/query-runner.js';
import type { NamedQuery } from '../domain/query/header.js';
import type { ParameterValue } from '../domain/query/parameters.js';

const words = z.object({ ko: z.string(), en: z.string() });

export const queryDescription = z.object({
  name: z.string(),
  title: words,
  meaning: words,
  parameters: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['text', 'whole', 'instant', 'time-zone']),
      default: z.union([z.string(), z.number(), z.null()]),
      meaning: words,
    }),
  ),
  columns: z.array(z.object({ name: z.string(), unit: z.string().nullable(), meaning: words })),
  formats: z.array(z.string()),
});

export const queryList = z.object({ items: z.array(queryDescription), next: z.null() });

export const queryAnswer = z.object({
  name: z.string(),
  answeredAt: z.iso.datetime(),
  parameters: z
    .record(z.string(), z.string().nullable())
    .describe('Parameters as they were used; null: the query decided.'),
  columns: z.array(
    z.object({ name: z.string(), type: z.string().describe('Type in ClickHouse.'), unit: z.string().nullable() }),
  ),
  rows: z.array(z.record(z.string(), z.unknown())),
});

export function describeQuery(
  { name, title, meaning, parameters, columns }: NamedQuery,
  formats: readonly string[],
): z.infer<typeof queryDescription> {
  return {
    name,
    title,
    meaning,
    parameters: Object.entries(parameters).map(([parameter, what]) => ({ name: parameter, ...what })),
    columns: Object.entries(columns).map(([column, what]) => ({
      name: column,
      unit: what.unit ?? null,
      meaning: what.meaning,
    })),
    formats: [...formats],
  };
}

export function toQueryAnswer(
  query: NamedQuery,
  parameters: Readonly<Record<string, ParameterValue>>,
  { columns, rows }: QueryRows,
  now: Date,
): z.infer<typeof queryAnswer> {
  const names = columns.map(({ name }) => name);
  return {
    name: query.name,
    answeredAt: now.toISOString(),
    parameters: { ...parameters },
    columns: columns.map(({ name, type }) => ({ name, type, unit: query.columns[name]?.unit ?? null })),
    rows: rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]]))),
  };
}
