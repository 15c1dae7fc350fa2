// How far an import came: rows up to here are answered for, so that an interrupted one goes on from here. It only saves
// work: a row sent twice is recognised by the hub, which makes its id from what it says, never from file or position.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface Checkpoint {
  /** Rows answered for by an earlier run of the same import; 0 where there was none. */
  readonly rows: number;
  advance(rows: number): Promise<void>;
  done(): Promise<void>;
}

export async function openCheckpoint(folder: string, mapping: unknown, url: string, data: string): Promise<Checkpoint> {
  const hash = createHash('sha256').update(JSON.stringify(mapping)).update(url);
  await pipeline(createReadStream(data), hash);
  const file = join(folder, `${hash.digest('hex').slice(0, 32)}.json`);
  const text = await readFile(file, 'utf8').catch(() => '{"rows":0}');
  return {
    rows: (JSON.parse(text) as { rows: number }).rows,
    async advance(rows) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(`${file}.new`, JSON.stringify({ rows }));
      await rename(`${file}.new`, file);
    },
    done: () => rm(file, { force: true }),
  };
}
