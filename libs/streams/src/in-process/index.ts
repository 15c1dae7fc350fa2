export { ContractRegistry } from './registry.js';
export { StageInProcess, type StageOptions, type Turn } from './stage.js';
