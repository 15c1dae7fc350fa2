export type { Contract, ReasonModel, RecordModel } from './contract.js';
export { generatedFiles, staleFiles, writeFiles } from './generate.js';
export { readContract } from './read-contract.js';
