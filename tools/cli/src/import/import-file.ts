import { compileMapping, UnmappableRow } from '../mapping/map-row.js';
import type { RecordMapping } from '../mapping/mapping.js';
import { readRows } from '../mapping/rows.js';
import type { Connection } from '../connection.js';
import type { Checkpoint } from './checkpoint.js';
import { sendRows } from './send-rows.js';
import { openSummary, type Summary } from './summary.js';

const rowsPerRequest = 500;
const requestsAtOnce = 4;

export interface ImportOptions {
  readonly connection: Connection;
  readonly mapping: RecordMapping;
  readonly file: string;
  readonly checkpoint: Checkpoint;
  readonly onProgress: (rows: number) => void;
}

/** Imports one file through the ingest API, a few requests at a time. The checkpoint moves only past answered rows. */
export async function importFile({
  connection,
  mapping,
  file,
  checkpoint,
  onProgress,
}: ImportOptions): Promise<Summary> {
  const summary = openSummary();
  const toRecord = compileMapping(mapping.record, mapping);
  const underWay: { readonly lastRow: number; readonly answer: Promise<void> }[] = [];
  let records: unknown[] = [];
  let rowNumbers: number[] = [];
  let row = 0;

  const settleOldest = async (): Promise<void> => {
    const oldest = underWay.shift();
    if (!oldest) return;
    await oldest.answer;
    await checkpoint.advance(oldest.lastRow);
    onProgress(oldest.lastRow);
  };
  const send = async (): Promise<void> => {
    if (records.length === 0) return;
    const numbers = rowNumbers;
    const answer = sendRows(connection, mapping.kind, mapping.lane, records).then((results) => {
      summary.answered(numbers, results);
    });
    // A later request may fail while an earlier one is awaited; its error is met when its turn comes.
    answer.catch(() => undefined);
    underWay.push({ lastRow: row, answer });
    [records, rowNumbers] = [[], []];
    if (underWay.length >= requestsAtOnce) await settleOldest();
  };

  for await (const cells of readRows(file, mapping)) {
    row++;
    if (row <= checkpoint.rows) continue;
    try {
      records.push(await toRecord(cells));
      rowNumbers.push(row);
    } catch (error) {
      if (!(error instanceof UnmappableRow)) throw error;
      summary.unmappable(row, error.message);
    }
    if (records.length >= rowsPerRequest) await send();
  }
  await send();
  while (underWay.length > 0) await settleOldest();
  summary.skipped(Math.min(checkpoint.rows, row));
  await checkpoint.done();
  return summary.read();
}
