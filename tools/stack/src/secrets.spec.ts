import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { keyIdOf } from '@naru/http';
import { endpointsFile, writeEndpoints } from './endpoints.js';
import { secretsFile, secretsOf } from './secrets.js';

it('makes secrets once, and keeps them and the addresses from everybody else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'naru-secrets-'));
  const secrets = await secretsOf(folder);
  expect(await secretsOf(folder)).toEqual(secrets);
  expect(Buffer.from(secrets.masterKey, 'base64').length).toBe(32);
  // the admin key is a key like any other
  expect(keyIdOf(secrets.adminKey)).toBeDefined();
  await writeEndpoints(folder, { kafka: '', registry: '', clickhouse: { url: '', user: '', password: '' } });
  for (const file of [secretsFile(folder), endpointsFile(folder)]) expect((await stat(file)).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});
