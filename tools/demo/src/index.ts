export { settleAccounts, type Accounts } from './accounts.js';
export { checkOccupancy, type OccupancyCheck } from './occupancy.js';
export { isBalanced, runDemo } from './run-demo.js';
export type { DemoOptions, DemoReport } from './run-demo.js';
export { untilAgreed } from './until-agreed.js';
export { openWarehouse, type Found, type Warehouse } from './warehouse.js';
export { checkZoneHours } from './zone-hours.js';
