import { createHash } from 'node:crypto';
import type { PhysicalNames } from '@naru/contracts';
import { type Warehouse, identifier } from '../client/warehouse.js';
import { type WarehouseLayout, createView } from '../tables/create-table.js';
import { type ContractTable, alignTables } from './align-tables.js';
import { underLock } from './lock.js';

/** A step that the contract can't tell: numbered for ever, never edited once released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  /** Each must bear to be run again: a crash between two of them repeats the first. */
  readonly statements: readonly string[];
}

/** A view that follows from the contract: made anew whenever the warehouse is brought up to it. */
export interface ContractView {
  readonly context: string;
  readonly name: string;
  readonly select: string;
  readonly comment: string;
}

export interface MigrateOptions {
  readonly warehouse: Warehouse;
  readonly names: PhysicalNames;
  readonly layout: WarehouseLayout;
  readonly tables: readonly ContractTable[];
  readonly views: readonly ContractView[];
  readonly migrations: readonly Migration[];
  readonly instance: string;
}

/** What was done, for the log: statements on tables, and the names of migrations. */
export interface MigrationReport {
  readonly aligned: readonly string[];
  readonly applied: readonly string[];
}

/**
 * A migration that was applied is not what it was then, or its number is used twice.
 * @advice Put the released migration back as it was and write the change as the next number.
 */
export class MigrationConflictError extends Error {
  readonly code = 'NARU_MIGRATION_CONFLICT';

  constructor(what: string) {
    super(what);
    this.name = 'MigrationConflictError';
  }
}

/**
 * Brings the warehouse up to the contract: databases, tables, columns and views, then numbered migrations,
 * recorded in `hub.migrations`. May be run by any number of instances at any time; they take turns.
 */
export async function migrate(options: MigrateOptions): Promise<MigrationReport> {
  assertNumbered(options.migrations);
  const { warehouse, names, instance } = options;
  const database = names.database('hub');
  await warehouse.run({ sql: `CREATE DATABASE IF NOT EXISTS ${identifier(database)}` });
  return underLock({ warehouse, database, instance }, async () => {
    const aligned = await alignTables(options);
    for (const view of options.views)
      await warehouse.run({ sql: createView(view, names.database(view.context), options.layout) });
    const applied = await applyMigrations(options, `${identifier(database)}.migrations`);
    return { aligned, applied };
  });
}

async function applyMigrations({ warehouse, migrations, instance }: MigrateOptions, table: string): Promise<string[]> {
  await warehouse.run({
    sql: `CREATE TABLE IF NOT EXISTS ${table} (
  number UInt32 COMMENT 'Number of the migration',
  name String,
  checksum FixedString(64) COMMENT 'SHA-256 of its statements, in hex',
  applied_at DateTime64(3, 'UTC'),
  applied_by String COMMENT 'Instance that applied it'
) ENGINE = MergeTree ORDER BY number COMMENT 'Migrations that have been applied.'`,
  });
  const rows = await warehouse.rows<{ number: number; checksum: string }>({
    sql: `SELECT number, checksum FROM ${table}`,
  });
  const known = new Map(rows.map((row) => [row.number, row.checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const checksum = checksumOf(migration);
    const recorded = known.get(migration.number);
    if (recorded === checksum) continue;
    if (recorded !== undefined)
      throw new MigrationConflictError(
        `Migration ${migration.number} (${migration.name}) was applied with other statements: write a new one instead of changing it`,
      );
    for (const sql of migration.statements) await warehouse.run({ sql });
    await warehouse.run({
      sql: `INSERT INTO ${table} SELECT {number:UInt32}, {name:String}, {checksum:String}, now64(3), {instance:String}`,
      parameters: { number: migration.number, name: migration.name, checksum, instance },
    });
    applied.push(migration.name);
  }
  return applied;
}

const checksumOf = ({ statements }: Migration): string =>
  createHash('sha256').update(statements.join('\0')).digest('hex');

function assertNumbered(migrations: readonly Migration[]): void {
  migrations.forEach(({ number, name }, index) => {
    if (number !== index + 1)
      throw new MigrationConflictError(`Migration ${name} has number ${number}, ${index + 1} comes next`);
  });
}
