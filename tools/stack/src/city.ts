import { join } from 'node:path';
import { keysOf } from './access-keys.js';
import { applyContractTo } from './contract.js';
import { type Endpoints, endpointsFile, writeEndpoints } from './endpoints.js';
import { root } from './folders.js';
import { freePort } from './ports.js';
import {
  type Instance,
  type ServiceName,
  addressOf,
  addressesOf,
  firstInstanceOf,
  instanceOf,
  serviceNames,
  servicePart,
} from './services.js';
import { type Stack, type StackOptions, startStack } from './stack.js';
import type { Part } from './supervision/part.js';

export interface City {
  readonly stack: Stack;
  readonly endpoints: Endpoints;
  readonly endpointsFile: string;
  /** Starts another instance of a service beside those that run; its part's name ends it. */
  readonly addInstance: (service: ServiceName, number: number) => Promise<Instance>;
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
    await applyContractTo(stack, options.say);
    options.say('topics and schemas are there');
    const partOf = (instance: Instance): Part =>
      servicePart(stack, instance, { main: options.mains?.[instance.service] });
    await stack.run(...serviceNames.map((service) => partOf(firstInstanceOf(stack, service))));
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
    const addInstance = async (service: ServiceName, number: number): Promise<Instance> => {
      const instance = instanceOf(service, number, await freePort());
      await stack.run(partOf(instance));
      return instance;
    };
    return { stack, endpoints, endpointsFile: stack.endpointsFile, addInstance, stop: stack.stop };
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
