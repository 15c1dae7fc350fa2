import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { containers } from './docker.js';
import { root } from './folders.js';

// No container engine is needed to see what Docker is asked for: a program of that name writes it down.
const path = process.env.PATH;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-docker-'));
  const script = `#!/bin/sh\necho "$* [$NARU_KAFKA_PORT $NARU_REGISTRY_PORT $NARU_CLICKHOUSE_PORT $NARU_CLICKHOUSE_PASSWORD]" >> ${folder}/asked\n[ "$4" != stop ]\n`;
  await writeFile(join(folder, 'docker'), script);
  await chmod(join(folder, 'docker'), 0o755);
  process.env.PATH = `${folder}:${path ?? ''}`;
});
afterAll(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true });
});

it('asks Docker for the containers with the ports and the password of the stack', async () => {
  const options = { ports: { kafka: 1, registry: 2, clickhouse: 3 }, password: 'secret' };
  await containers.start({ ...options, fresh: true });
  const asked = (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');
  const compose = `compose --file ${join(root, 'compose.yaml')}`;
  expect(asked).toEqual([`${compose} down --volumes [1 2 3 secret]`, `${compose} up --detach --wait [1 2 3 secret]`]);
  await expect(containers.stop(options)).rejects.toThrow('docker compose stop failed, with exit code 1');
});
