// The same stack twice: what Docker is told must be what the processes are told.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { apicurioArchive, kafkaJars } from './downloads.js';
import { root } from './folders.js';
import { brokerSettings } from './parts/broker-settings.js';
import { registrySettings } from './parts/registry.js';
import { defaultPorts } from './ports.js';

const Service = z.object({
  image: z.string(),
  ports: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
});
const { services } = z
  .object({ services: z.object({ broker: Service, registry: Service, warehouse: Service }) })
  .parse(parse(readFileSync(join(root, 'compose.yaml'), 'utf8')));

const versionOf = (image: string): string => image.split(':')[1] ?? '';

/** A container has its own addresses and folders, and one listener more: its published port isn't reachable from inside. */
const ofTheContainer = new Set([
  'HEAP_OPTS',
  'LISTENERS',
  'ADVERTISED_LISTENERS',
  'LISTENER_SECURITY_PROTOCOL_MAP',
  'INTER_BROKER_LISTENER_NAME',
  'CONTROLLER_QUORUM_VOTERS',
  'LOG_DIRS',
]);

describe('compose.yaml', () => {
  it('gives the broker the settings that the process has', () => {
    const upper = (name: string): string => name.toUpperCase().replaceAll('.', '_');
    const ours = Object.entries(brokerSettings)
      .map(([name, value]): [string, string] => [upper(name), value])
      .filter(([name]) => !ofTheContainer.has(name));
    const theirs = Object.entries(services.broker.environment)
      .map(([name, value]): [string, string] => [name.replace(/^KAFKA_/, ''), value])
      .filter(([name]) => !ofTheContainer.has(name));
    expect(Object.fromEntries(theirs)).toEqual(Object.fromEntries(ours));
  });

  it('gives the registry its settings', () => {
    expect(services.registry.environment).toMatchObject(registrySettings);
  });

  it('runs the versions that are downloaded', () => {
    expect(kafkaJars.name).toBe(`kafka-${versionOf(services.broker.image)}`);
    expect(apicurioArchive.name).toBe(`apicurio-${versionOf(services.registry.image)}`);
    // the engine is named by the packages that hold it, one a platform
    const { optionalDependencies } = z
      .object({ optionalDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'node_modules/chdb/package.json'), 'utf8')));
    for (const version of Object.values(optionalDependencies))
      expect(version.startsWith(`${versionOf(services.warehouse.image)}.`)).toBe(true);
  });

  it('publishes the usual ports, on loopback only', () => {
    expect([services.broker, services.registry, services.warehouse].map(({ ports }) => ports)).toEqual([
      [`127.0.0.1:\${NARU_KAFKA_PORT:-${defaultPorts.kafka}}:9092`],
      [`127.0.0.1:\${NARU_REGISTRY_PORT:-${defaultPorts.registry}}:8080`],
      [`127.0.0.1:\${NARU_CLICKHOUSE_PORT:-${defaultPorts.clickhouse}}:8123`],
    ]);
  });
});
