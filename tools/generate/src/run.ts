import { join } from 'node:path';
import { generatedFiles, staleFiles, writeFiles } from './generate.js';
import { readContract } from './read-contract.js';

/** `generate` writes what follows from `schemas/`; `generate --check` only tells whether that is needed. */
export async function run(root: string, args: readonly string[]): Promise<number> {
  const contract = await readContract(join(root, 'schemas'));
  const files = generatedFiles(contract);
  if (args.includes('--check')) {
    const stale = await staleFiles(root, files);
    for (const path of stale) process.stderr.write(`stale: ${path}\n`);
    return stale.length === 0 ? 0 : 1;
  }
  const written = await writeFiles(root, files);
  for (const path of written) process.stderr.write(`wrote ${path}\n`);
  return 0;
}
