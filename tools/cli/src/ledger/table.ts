/** A cell: numbers stand at the right, 0 as a dot, so that what matters is seen. */
export type Cell = string | number;

/** A table for a terminal, a line a row under its headings; columns are as wide as they need. */
export function toTable(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headings, ...rows.map((row) => row.map(textOf))];
  const isNumber = headings.map((_, column) => rows.some((row) => typeof row[column] === 'number'));
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          isNumber[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell === 0 ? '·' : cell.toLocaleString('en'));
