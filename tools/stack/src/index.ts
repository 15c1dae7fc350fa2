export { type City, type CityOptions, simulatorPart, startCity } from './city.js';
export { type Endpoints, type StackEndpoints, type WarehouseAddress, endpointsFile } from './endpoints.js';
export { type Folders, foldersOf, naruFolder, root } from './folders.js';
export { applyContractTo } from './contract.js';
export { brokerLogs } from './parts/broker.js';
export type { Door } from './parts/brokers.js';
export { downloaded, kafkaJars } from './downloads.js';
export { javaCommand } from './parts/java.js';
export { freePort, type Ports } from './ports.js';
export {
  type Instance,
  type ServiceName,
  type ServiceOptions,
  firstInstanceOf,
  instanceOf,
  serviceNames,
  servicePart,
} from './services.js';
export { AlreadyRunningError, type Stack, type StackOptions, startStack } from './stack.js';
export type { StackPartName } from './processes.js';
export { type RunningTestStack, type TestStackOptions, startTestStack } from './test-stack.js';
export type { Part, PartEvent, Tell } from './supervision/part.js';
export { PartFailedError, type Supervised } from './supervision/supervised.js';
