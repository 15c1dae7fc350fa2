import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository's root: this file is two levels under tools/stack, in src as in dist. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Everything that the repository makes on this machine and may lose: downloads, data, logs, secrets. */
export const naruFolder = join(root, '.naru');

/** What one running stack keeps, and where. */
export interface Folders {
  readonly base: string;
  readonly data: string;
  readonly log: string;
  readonly run: string;
}

export const foldersOf = (base: string): Folders => ({
  base,
  data: join(base, 'data'),
  log: join(base, 'log'),
  run: join(base, 'run'),
});
