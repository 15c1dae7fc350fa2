export { factId } from './fact-id.js';
export { bytesOfId, idOfBytes, idOfText, textOfId } from './id-forms.js';
export { type FactRecord, compareRecords, withRecord, withoutRecord } from './record-order.js';
export { type RecomputeOutcome, recomputeOutcome } from './recompute-outcome.js';
