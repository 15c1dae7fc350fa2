import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A file that isn't kept in the repository, or undefined where this machine doesn't have it. */
export function sharedFile(path: string): string | undefined {
  const file = join(process.env.NARU_SHARED ?? join(root, '../shared'), path);
  return existsSync(file) ? file : undefined;
}
