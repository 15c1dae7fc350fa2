import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AvroRecord } from '@naru/contracts';
import { incompatibilities, type ReleasedVersion } from './compatibility.js';
import type { Contract, RecordModel } from './contract.js';
import { partsOf } from './named-types.js';
import { kebab } from './text.js';

const folder = 'schemas/released';

/** `naru.parking.v1.RawObservation`, version 2: `parking/raw-observation.v1/2.avsc`. */
function folderOf(record: RecordModel): string {
  const { context, major, name } = partsOf(record.name);
  return `${context}/${kebab(name)}.v${major}`;
}

/** Schemas that are on topics. */
const inUse = (contract: Contract) =>
  contract.records.filter((record) => contract.topics.some((topic) => topic.schema === record.name));

async function versionsOf(root: string, record: RecordModel): Promise<ReleasedVersion[]> {
  const path = join(root, folder, folderOf(record));
  const files = await readdir(path).catch(() => []);
  const versions = await Promise.all(
    files.map(async (file) => ({
      version: Number(file.replace('.avsc', '')),
      avro: JSON.parse(await readFile(join(path, file), 'utf8')) as AvroRecord,
    })),
  );
  return versions.sort((a, b) => a.version - b.version);
}

/** What keeps the contract from following on what is released. */
export async function releaseComplaints(root: string, contract: Contract): Promise<string[]> {
  const complaints: string[] = [];
  for (const record of inUse(contract))
    complaints.push(...incompatibilities(record.avro, await versionsOf(root, record)));
  return complaints;
}

/** Writes every schema that differs from its latest released version as the next one. Tells the files written. */
export async function release(root: string, contract: Contract): Promise<string[]> {
  const written: string[] = [];
  for (const record of inUse(contract)) {
    const latest = (await versionsOf(root, record)).at(-1);
    if (JSON.stringify(latest?.avro) === JSON.stringify(record.avro)) continue;
    const path = join(folder, folderOf(record), `${(latest?.version ?? 0) + 1}.avsc`);
    await mkdir(join(root, folder, folderOf(record)), { recursive: true });
    await writeFile(join(root, path), `${JSON.stringify(record.avro, null, 2)}\n`);
    written.push(path);
  }
  return written;
}
