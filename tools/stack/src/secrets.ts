import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({
  warehousePassword: z.string().min(1),
  /** Whole text of the first admin key; services get only its hash. */
  adminKey: z.string().min(1),
  /** base64 of 32 bytes: wraps the keys that seal each source's fields. */
  masterKey: z.string().min(1),
});

/** What a stack's parts prove themselves with. */
export type Secrets = z.infer<typeof Secrets>;

/** Key text as the hub's own keys have it: `naru_<8 hex id>_<43 base64url secret>`. */
const newKey = (): string => `naru_${randomBytes(4).toString('hex')}_${randomBytes(32).toString('base64url')}`;

/** Where they are kept, readable by their owner only. */
export const secretsFile = (folder: string): string => join(folder, 'secrets.json');

/** The secrets of the stack in `folder`, made at the first start. */
export async function secretsOf(folder: string): Promise<Secrets> {
  const file = secretsFile(folder);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return Secrets.parse(JSON.parse(kept));
  const secrets: Secrets = {
    warehousePassword: randomBytes(18).toString('base64url'),
    adminKey: newKey(),
    masterKey: randomBytes(32).toString('base64'),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
