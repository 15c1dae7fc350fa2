import { call } from '../call.js';
import { connectionTo, type ConnectionOptions } from '../connection.js';
import { compileMapping } from '../mapping/map-row.js';
import { readMasterDataMapping } from '../mapping/mapping.js';
import { readRows } from '../mapping/rows.js';

/** A request stays well under the hub's 16 MiB, whatever the size of its polygons. */
const charactersPerRequest = 4_000_000;

interface Loaded {
  readonly accepted: number;
  readonly unchanged: number;
}

/** `naru master-data load`: versions of assets or zones, from CSV or GeoJSON. Loading the same file again changes nothing. */
export async function loadMasterData(
  files: readonly string[],
  options: ConnectionOptions & { readonly mapping: string },
): Promise<void> {
  const mapping = readMasterDataMapping(options.mapping);
  const connection = connectionTo('enrichment', options);
  const toVersion = compileMapping(mapping.record, mapping);
  const path = `/v1/master-data/${mapping.masterData}`;
  for (const file of files) {
    const total = { accepted: 0, unchanged: 0 };
    let versions: unknown[] = [];
    let size = 0;
    const send = async (): Promise<void> => {
      if (versions.length === 0) return;
      const loaded = await call<Loaded>(connection, 'PUT', path, versions);
      total.accepted += loaded.accepted;
      total.unchanged += loaded.unchanged;
      [versions, size] = [[], 0];
    };
    for await (const row of readRows(file, mapping)) {
      const version = await toVersion(row);
      versions.push(version);
      size += JSON.stringify(version).length;
      if (size > charactersPerRequest) await send();
    }
    await send();
    process.stdout.write(`${file}: ${total.accepted} ${mapping.masterData} loaded, ${total.unchanged} already known\n`);
  }
}
