export { applyContract, type Applied, type ApplyOptions } from './apply/apply-contract.js';
export type { Contract, ReasonModel, RecordModel, TopicModel } from './contract.js';
export { generatedFiles, staleFiles, writeFiles } from './generate.js';
export { readContract } from './read-contract.js';
