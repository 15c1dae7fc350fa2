import { join } from 'node:path';
import { keysOf } from './access-keys.js';
import { applyContractTo } from './contract.js';
import { type Endpoints, endpointsFile, writeEndpoints } from './endpoints.js';
import { root } from './folders.js';
import { type ServiceName, addressOf, addressesOf, serviceNames, servicePart } from './services.js';
import { type Stack, type StackOptions, startStack } from './stack.js';
import type { Part } from './supervision/part.js';

export interface City {
  readonly stack: Stack;
  readonly endpoints: Endpoints;
  readonly endpointsFile: string;
  /** Stops every part, the last started first. */
  readonly stop: () => Promise<void>;
}

export interface CityOptions extends Omit<StackOptions, 'parts'> {
  /** Another main file for a service, e.g. one that is broken on purpose. */
  readonly mains?: Partial<Record<ServiceName, string>>;
}

/** The whole hub on this machine: stack, contract, services, keys; its addresses lie in the folder's endpoints.json. */
export async function startCity(options: CityOptions): Promise<City> {
  const stack = await startStack(options);
  try {
    await applyContractTo(stack);
    options.say('topics and schemas are there');
    await stack.run(...serviceNames.map((name) => servicePart(stack, name, options.mains?.[name])));
    const keys = await keysOf(stack.folders.data, addressOf(stack, 'ingest'), stack.secrets.adminKey);
    const endpoints: Endpoints = {
      page: addressOf(stack, 'analytics'),
      services: addressesOf(stack),
      kafka: stack.kafka,
      registry: stack.registry,
      clickhouse: stack.clickhouse,
      keys: { ...keys, admin: stack.secrets.adminKey },
    };
    await writeEndpoints(options.folder, endpoints);
    return { stack, endpoints, endpointsFile: stack.endpointsFile, stop: stack.stop };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** The simulated city, which loads its ground into the hub and then sends until it is stopped. */
export const simulatorPart = (folder: string): Part => ({
  name: 'simulator',
  command: process.execPath,
  args: ['--enable-source-maps', join(root, 'tools/simulator/dist/main.js'), '--endpoints', endpointsFile(folder)],
  environment: {},
  isReady: () => Promise.resolve(true),
  readyWithinMs: 10_000,
  stopWithinMs: 10_000,
});
