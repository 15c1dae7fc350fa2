import { type MigrateOptions, type Warehouse, WarehouseError, migrate, tables } from '@naru/clickhouse';
import { type PhysicalNames, type TopicContract, topics } from '@naru/contracts';
import { contractViews } from './contract-views.js';
import { migrationsOf } from './migrations.js';
import { type Waiting, untilThere } from './until-there.js';

const catalogue: readonly TopicContract[] = Object.values(topics);

export interface PrepareOptions extends Omit<Waiting, 'condition' | 'isAway'> {
  readonly warehouse: Warehouse;
  readonly names: PhysicalNames;
  readonly cluster: string | undefined;
  readonly instance: string;
}

/** Brings the warehouse up to the contract. Waits while it is away, and says so; HTTP answers meanwhile. */
export async function prepareWarehouse(options: PrepareOptions): Promise<void> {
  const { warehouse, names, cluster, instance, logger } = options;
  const migration: MigrateOptions = {
    warehouse,
    names,
    layout: { cluster },
    tables: tables.map((table) => ({ table, avro: contractOf(table.topic).avro })),
    views: contractViews(names),
    migrations: migrationsOf(names),
    instance,
  };
  const isAway = (error: unknown): error is Error => error instanceof WarehouseError;
  const { aligned, applied } = await untilThere(() => migrate(migration), {
    ...options,
    condition: 'warehouse',
    isAway,
  });
  logger.info({ statements: aligned.length, migrations: applied }, 'The warehouse is what the contract says');
}

/** The contract of a topic, by its name in the catalogue. */
export function contractOf(topic: string): TopicContract {
  const contract = catalogue.find(({ name }) => name === topic);
  if (contract === undefined) throw new Error(`The catalogue has no ${topic}, run \`npm run generate\``);
  return contract;
}
