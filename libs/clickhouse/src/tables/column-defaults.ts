import type { AvroRecord } from '@naru/contracts';
import { literal } from '../client/warehouse.js';
import { columnName } from '../rows/record.js';
import type { TableContract } from '../table-contract.js';

/**
 * What stands in rows that were written before a column was there, by column, as SQL: the field's default in the
 * contract. Columns that are left out begin with their type's own zero or null.
 */
export function columnDefaults(table: TableContract, avro: AvroRecord): ReadonlyMap<string, string> {
  const typeOf = new Map(table.columns.map(({ name, type }) => [name, type]));
  const defaults = new Map<string, string>();
  for (const field of avro.fields) {
    const name = columnName([field.name]);
    const sql = sqlOf(field.default, typeOf.get(name) ?? '');
    if (sql !== undefined) defaults.set(name, sql);
  }
  return defaults;
}

function sqlOf(value: unknown, type: string): string | undefined {
  // Avro writes defaults of bytes as strings, too
  if (typeof value === 'string') return /^(LowCardinality\()?String\b/.test(type) ? literal(value) : undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}
