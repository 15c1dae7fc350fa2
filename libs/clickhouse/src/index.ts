export { leastRoom } from './client/disks.js';
export {
  BrokenPartError,
  DataRefusedError,
  QueryLimitError,
  WarehouseError,
  WarehouseRefusedError,
  WarehouseUnavailableError,
} from './client/errors.js';
export { type RowsInQuestion, endQuery, provePartsWhole, rowHash, rowsThere } from './client/proof.js';
export {
  type InsertBlock,
  type Question,
  Warehouse,
  type WarehouseOptions,
  identifier,
  literal,
} from './client/warehouse.js';
export { tables } from './generated/tables.js';
export { type ContractTable, TableDiffersError } from './migrations/align-tables.js';
export {
  type ContractView,
  type MigrateOptions,
  type Migration,
  MigrationConflictError,
  type MigrationReport,
  migrate,
} from './migrations/migrate.js';
export { MalformedRecordError } from './rows/avro-cursor.js';
export { UnsupportedColumnError } from './rows/column-type.js';
export {
  RowEncoder,
  type RowEncoderOptions,
  type RowSchema,
  lineageColumns,
  rowColumns,
  rowHeader,
} from './rows/row-encoder.js';
export { RowWriter } from './rows/row-writer.js';
export type { ColumnContract, CurrentContract, TableContract } from './table-contract.js';
export type { WarehouseLayout } from './tables/create-table.js';
