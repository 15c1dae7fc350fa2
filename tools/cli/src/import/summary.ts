export interface RecordResult {
  readonly index: number;
  readonly fate: string;
  readonly reason?: string;
  readonly expected?: string;
}

/** What became of the rows of an import, as far as ingest says; duplicates are recognised behind it. */
export interface Summary {
  readonly rows: number;
  readonly resumedAfter: number;
  readonly delivered: number;
  readonly quarantined: number;
  readonly refused: number;
  /** Rows that the mapping could not turn into a record; they were not sent. */
  readonly unmappable: number;
  readonly reasons: readonly {
    readonly reason: string;
    readonly count: number;
    readonly firstRow: number;
    readonly expected: string;
  }[];
}

export interface SummaryWriter {
  skipped(rows: number): void;
  unmappable(row: number, why: string): void;
  /** @param rowNumbers Row of each record of the request, 1 = the first row of the file. */
  answered(rowNumbers: readonly number[], results: readonly RecordResult[]): void;
  read(): Summary;
}

export function openSummary(): SummaryWriter {
  const counts = { rows: 0, resumedAfter: 0, delivered: 0, quarantined: 0, refused: 0, unmappable: 0 };
  const reasons = new Map<string, { reason: string; count: number; firstRow: number; expected: string }>();
  const note = (reason: string, row: number, expected: string): void => {
    const known = reasons.get(reason) ?? { reason, count: 0, firstRow: row, expected };
    known.count++;
    known.firstRow = Math.min(known.firstRow, row);
    reasons.set(reason, known);
  };
  return {
    skipped(rows) {
      counts.rows += rows;
      counts.resumedAfter = rows;
    },
    unmappable(row, why) {
      counts.rows++;
      counts.unmappable++;
      note('unmappable', row, why);
    },
    answered(rowNumbers, results) {
      counts.rows += rowNumbers.length;
      for (const { index, fate, reason, expected } of results) {
        if (fate === 'delivered') counts.delivered++;
        else if (fate === 'quarantined') counts.quarantined++;
        else counts.refused++;
        if (reason !== undefined) note(reason, rowNumbers[index] ?? 0, expected ?? '');
      }
    },
    read: () => ({ ...counts, reasons: [...reasons.values()].sort((a, b) => b.count - a.count) }),
  };
}
