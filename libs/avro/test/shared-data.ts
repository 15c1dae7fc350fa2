import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** A file of the data that isn't kept in the repository, or undefined where this machine doesn't have it. */
export function sharedData(path: string): string | undefined {
  const beside = fileURLToPath(new URL('../../../../shared', import.meta.url));
  const file = join(process.env.NARU_SHARED ?? beside, 'data', path);
  return existsSync(file) ? file : undefined;
}
