export { type CommonConfig, commonConfig, httpPort, masterKey } from './common.js';
export { type VariableDescription, describeConfig } from './describe-config.js';
export { ConfigError, type ConfigProblem, type Environment, loadConfig } from './load-config.js';
export { Secret } from './secret.js';
export { decimal, flag, list, secretBytes, secretText, whole } from './text.js';
export { type VariableMeta, metaOf, variable } from './variable.js';
