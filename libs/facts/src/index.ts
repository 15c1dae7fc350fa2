export { factId } from './fact-id.js';
export { type FactRecord, compareRecords, withRecord, withoutRecord } from './record-order.js';
