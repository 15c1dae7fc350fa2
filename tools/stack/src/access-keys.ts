import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kinds } from '@naru/contracts';
import { z } from 'zod';
import { pollUntil } from './supervision/poll-until.js';

const Keys = z.object({ send: z.string().min(1), read: z.string().min(1) });
export type Keys = z.infer<typeof Keys>;

/** The source that whoever tries the hub on this machine sends as. */
const ownSource = 'own';
const takenWithinMs = 30_000;

/**
 * A key to send and one to read, asked of ingest as any administrator would. They are kept beside the data they belong
 * to, since the hub tells a key only once.
 */
export async function keysOf(dataFolder: string, ingest: string, adminKey: string): Promise<Keys> {
  const file = join(dataFolder, 'keys.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return Keys.parse(JSON.parse(kept));
  const ask = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${ingest}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`POST ${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  await ask('/v1/sources', {
    source: ownSource,
    owner: 'whoever runs this machine',
    description: 'Records sent by hand',
    kinds: kinds.map(({ domain, kind }) => `${domain}/${kind}`),
    clockSkewSeconds: 30,
    freshnessSeconds: 86_400,
  });
  const { key: send } = NewKey.parse(
    await ask('/v1/keys', { source: ownSource, scopes: ['send'], description: 'To try with' }),
  );
  const { key: read } = NewKey.parse(await ask('/v1/keys', { scopes: ['read'], description: 'To try with' }));
  await writeFile(file, JSON.stringify({ send, read }), { mode: 0o600 });
  await untilTaken(ingest, send);
  return { send, read };
}

const NewKey = z.object({ key: z.string().min(1) });

/** A key is known to a service once it has read it from its topic. */
async function untilTaken(ingest: string, key: string): Promise<void> {
  const isTaken = async (): Promise<boolean> => {
    const { status } = await fetch(`${ingest}/v1/parking/observations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
      body: '',
    });
    return status !== 401 && status !== 403;
  };
  if (!(await pollUntil(isTaken, takenWithinMs))) throw new Error('Ingest did not take a key that it had just made.');
}
