import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { naruFolder, root } from './folders.js';
import type { PortName } from './ports.js';
import type { Stack } from './stack.js';
import type { Part } from './supervision/part.js';

/** The services in the order of the flow, each with the port that it answers on. */
export const services = {
  ingest: 'ingest',
  enrichment: 'enrichment',
  parking: 'parking',
  energy: 'energy',
  security: 'security',
  analytics: 'page',
} as const satisfies Record<string, PortName>;

export type ServiceName = keyof typeof services;
export const serviceNames = Object.keys(services) as ServiceName[];

export const addressOf = (stack: Pick<Stack, 'ports'>, service: ServiceName): string =>
  `http://127.0.0.1:${stack.ports[services[service]]}`;

/** Every service's address. */
export const addressesOf = (stack: Stack): Readonly<Record<ServiceName, string>> => ({
  ingest: addressOf(stack, 'ingest'),
  enrichment: addressOf(stack, 'enrichment'),
  parking: addressOf(stack, 'parking'),
  energy: addressOf(stack, 'energy'),
  security: addressOf(stack, 'security'),
  analytics: addressOf(stack, 'analytics'),
});

const mainOf = (name: ServiceName): string => join(root, 'apps', name, 'dist/main.js');

/** Which instance of a service, and where it listens. */
export interface Instance {
  /** The first is known by the service's name alone. */
  readonly name: string;
  readonly service: ServiceName;
  readonly number: number;
  readonly address: string;
}

export const instanceOf = (service: ServiceName, number: number, port: number): Instance => ({
  name: number === 1 ? service : `${service}-${number}`,
  service,
  number,
  address: `http://127.0.0.1:${port}`,
});

export const firstInstanceOf = (stack: Pick<Stack, 'ports'>, service: ServiceName): Instance =>
  instanceOf(service, 1, stack.ports[services[service]]);

export interface ServiceOptions {
  /** Another main file, e.g. one that is broken on purpose. */
  readonly main?: string | undefined;
  /** Variables beside, or instead of, what every service gets. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** An instance of a service as a process of the stack, configured by its environment only. */
export function servicePart(stack: Stack, instance: Instance, options: ServiceOptions = {}): Part {
  const { name, service, number, address } = instance;
  const { kafkaForServices, registry, clickhouse, secrets } = stack;
  return {
    name,
    command: process.execPath,
    args: ['--enable-source-maps', options.main ?? mainOf(service)],
    environment: {
      NODE_ENV: 'production',
      // a quarter of a service's start is the compiling of its libraries
      NODE_COMPILE_CACHE: join(naruFolder, 'compile-cache'),
      NARU_DEVELOPMENT: 'true',
      NARU_KAFKA_BROKERS: kafkaForServices,
      NARU_REGISTRY_URL: registry,
      NARU_HTTP_HOST: '127.0.0.1',
      NARU_HTTP_PORT: new URL(address).port,
      // one name an instance: when it is restarted, it takes its transactions over and fences its former self
      NARU_INSTANCE: `${service}-${number}`,
      NARU_ADMIN_KEY_SHA256: createHash('sha256').update(secrets.adminKey).digest('hex'),
      NARU_MASTER_KEY: secrets.masterKey,
      // the page reads from the other services without a key, and from another port
      NARU_OPEN_DATA: 'true',
      NARU_CORS_ORIGINS: addressOf(stack, 'analytics'),
      ...(service === 'analytics' && {
        NARU_CLICKHOUSE_URL: clickhouse.url,
        NARU_CLICKHOUSE_USER: clickhouse.user,
        NARU_CLICKHOUSE_PASSWORD: clickhouse.password,
        NARU_PAGE_SERVICES: JSON.stringify(addressesOf(stack)),
      }),
      ...options.environment,
    },
    isReady: async () => (await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok,
    readyWithinMs: 120_000,
    stopWithinMs: 15_000,
  };
}
