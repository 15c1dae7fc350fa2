import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from '../folders.js';
import type { Part } from '../supervision/part.js';
import { javaCommand } from './java.js';

interface RegistryOptions {
  readonly archive: string;
  readonly folders: Folders;
  readonly port: number;
}

/** The registry's settings apart from addresses and folders. compose.yaml gives a container the same. */
export const registrySettings = { LOG_LEVEL: 'WARN' } as const;

/** The Confluent API's root below a registry's address. */
export const confluentApi = '/apis/ccompat/v7';

/** Apicurio Registry, durable in an H2 file. */
export async function registryPart({ archive, folders, port }: RegistryOptions): Promise<Part> {
  const jar = (await readdir(archive)).find((name) => name.endsWith('-runner.jar'));
  if (jar === undefined) throw new Error(`No runner jar in ${archive}: remove that folder and start again`);
  return {
    name: 'registry',
    command: javaCommand(),
    // it answers a few requests at the start of a service: what matters is how soon it is there
    args: ['-Xms64m', '-Xmx300m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-jar', join(archive, jar)],
    environment: {
      ...registrySettings,
      REGISTRY_DATASOURCE_URL: `jdbc:h2:file:${join(folders.data, 'registry', 'registry')}`,
      QUARKUS_HTTP_HOST: '127.0.0.1',
      QUARKUS_HTTP_PORT: String(port),
    },
    isReady: async () =>
      (await fetch(`http://127.0.0.1:${port}${confluentApi}/subjects`, { signal: AbortSignal.timeout(2_000) })).ok,
    readyWithinMs: 90_000,
    stopWithinMs: 10_000,
  };
}
