/** A table or view as queries name it: `parking.observations_current`. */
export interface Relation {
  readonly context: string;
  readonly name: string;
}

/**
 * Puts physical names of databases into SQL of ours, for hubs with tenants. Only `context.relation` of known relations is
 * touched; texts of callers never come here, they are bound as parameters.
 */
export function physicalSql(
  sql: string,
  relations: readonly Relation[],
  databaseOf: (context: string) => string,
): string {
  const known = new Set(relations.map(({ context, name }) => `${context}.${name}`));
  return sql.replaceAll(/\b([a-z]+)\.([a-z_]+)\b/g, (text, context: string, name: string) =>
    known.has(text) ? `${databaseOf(context)}.${name}` : text,
  );
}
