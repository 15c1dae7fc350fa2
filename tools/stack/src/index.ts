export { type City, type CityOptions, simulatorPart, startCity } from './city.js';
export { type Endpoints, type StackEndpoints, endpointsFile } from './endpoints.js';
export { type Folders, foldersOf, naruFolder, root } from './folders.js';
export type { Ports } from './ports.js';
export { type ServiceName, serviceNames, servicePart } from './services.js';
export {
  AlreadyRunningError,
  type Stack,
  type StackOptions,
  type StackPartName,
  type WarehouseAddress,
  startStack,
} from './stack.js';
export type { Part, PartEvent, Tell } from './supervision/part.js';
export { PartFailedError, type Supervised } from './supervision/supervised.js';
