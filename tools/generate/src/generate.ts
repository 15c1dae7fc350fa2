import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Contract } from './contract.js';
import { clickhouseTablesFile } from './outputs/clickhouse-tables.js';
import { typescript } from './outputs/typescript.js';

/** Folders that hold nothing but generated files; what is left there from earlier is removed. */
const ownFolders = ['libs/contracts/src/generated', 'libs/clickhouse/src/generated'];

/** Every generated file, by path from the repository's root. */
export const generatedFiles = (contract: Contract): Map<string, string> =>
  new Map([...typescript(contract), ['libs/clickhouse/src/generated/tables.ts', clickhouseTablesFile(contract)]]);

const textOf = (file: string) => readFile(file, 'utf8').catch(() => undefined);

/** Paths whose content on disk isn't what the contract gives, those to be removed included. */
export async function staleFiles(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of files) if ((await textOf(join(root, path))) !== text) stale.push(path);
  for (const folder of ownFolders)
    for (const name of await readdir(join(root, folder)).catch(() => []))
      if (!files.has(`${folder}/${name}`)) stale.push(`${folder}/${name}`);
  return stale;
}

/** Writes what is stale and tells which files those were. */
export async function writeFiles(root: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  const stale = await staleFiles(root, files);
  for (const path of stale) {
    const text = files.get(path);
    await mkdir(dirname(join(root, path)), { recursive: true });
    await (text === undefined ? rm(join(root, path)) : writeFile(join(root, path), text));
  }
  return stale;
}
