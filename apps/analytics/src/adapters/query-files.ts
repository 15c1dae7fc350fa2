import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tables } from '@naru/clickhouse';
import type { PhysicalNames } from '@naru/contracts';
import { type NamedQuery, parseQueryFile } from '../domain/query/header.js';
import { type Relation, physicalSql } from '../domain/query/physical-sql.js';
import { contractViews } from './contract-views.js';

const folder = new URL('../../queries/', import.meta.url);

/** The named queries, by name, with the physical names of this hub. Throws QueryFileError where one isn't complete. */
export async function readNamedQueries(names: PhysicalNames): Promise<ReadonlyMap<string, NamedQuery>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const relations = relationsOf(names);
  const queries = await Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -'.sql'.length);
      const query = parseQueryFile(name, await readFile(fileURLToPath(new URL(file, folder)), 'utf8'));
      return { ...query, sql: physicalSql(query.sql, relations, (context) => names.database(context)) };
    }),
  );
  return new Map(queries.map((query) => [query.name, query]));
}

function relationsOf(names: PhysicalNames): Relation[] {
  return [
    ...tables.flatMap(({ context, table }) => [
      { context, name: table },
      { context, name: `${table}_current` },
    ]),
    ...contractViews(names),
    { context: 'hub', name: 'set_aside' },
  ];
}
