import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createKey, ensureSource, revokeKey } from '../access/access.js';
import { connectionTo, type Connection, type ConnectionOptions } from '../connection.js';
import { readRecordMapping, type RecordMapping } from '../mapping/mapping.js';
import { openCheckpoint } from './checkpoint.js';
import { importFile } from './import-file.js';
import type { Summary } from './summary.js';

export interface ImportCommandOptions extends ConnectionOptions {
  readonly source: string;
  readonly json?: boolean;
}

/** `naru import`: each file in turn; a key is made for the import and revoked behind it, unless one is given. */
export async function runImport(files: readonly string[], options: ImportCommandOptions): Promise<void> {
  const mapping = readRecordMapping(options.source);
  const connection = connectionTo('ingest', options);
  const key = options.key === undefined ? await borrowKey(connection, mapping) : undefined;
  const sender = key ? { url: connection.url, key: key.key } : connection;
  try {
    for (const file of files) await importOne(file, sender, mapping, options.json === true);
  } finally {
    if (key) await revokeKey(connection, key.keyId);
  }
}

async function borrowKey(admin: Connection, mapping: RecordMapping): Promise<{ keyId: string; key: string }> {
  await ensureSource(admin, { source: mapping.source, kinds: [mapping.kind] });
  const key = await createKey(admin, {
    source: mapping.source,
    scopes: mapping.lane === 'history' ? ['send', 'history'] : ['send'],
    description: `naru import of ${mapping.source}`,
    recordsPerSecond: 1_000_000,
  });
  await keyWorks({ url: admin.url, key: key.key }, mapping.kind);
  return key;
}

/** A new key is known to every instance a moment after it was made. */
async function keyWorks({ url, key }: Connection, kind: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
    const { status } = await fetch(`${url}/v1/${kind}`, { method: 'POST', headers, body: '' });
    if (status !== 401 && status !== 403) return;
    await delay(100);
  }
  throw new Error('The key made for this import is not known to ingest after 15 s. Try again.');
}

async function importOne(file: string, connection: Connection, mapping: RecordMapping, json: boolean): Promise<void> {
  const checkpoint = await openCheckpoint(join('.naru', 'imports'), mapping, connection.url, file);
  if (checkpoint.rows > 0) process.stderr.write(`${file}: going on after row ${checkpoint.rows}\n`);
  const showProgress = process.stderr.isTTY;
  const summary = await importFile({
    connection,
    mapping,
    file,
    checkpoint,
    onProgress: (rows) => {
      if (showProgress) process.stderr.write(`\r${file}: ${rows} rows`);
    },
  });
  if (showProgress) process.stderr.write('\n');
  process.stdout.write(json ? `${JSON.stringify({ file, ...summary })}\n` : inWords(file, summary));
}

function inWords(file: string, summary: Summary): string {
  const lines = [
    `${file}: ${summary.rows} rows, ${summary.delivered} delivered, ${summary.quarantined} quarantined, ${summary.refused} refused, ${summary.unmappable} unmappable`,
    ...(summary.resumedAfter > 0 ? [`  ${summary.resumedAfter} of them by an earlier run`] : []),
    ...summary.reasons.map(
      ({ reason, count, firstRow, expected }) =>
        `  ${reason}: ${count}, first in row ${firstRow}${expected ? ` (${expected})` : ''}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
