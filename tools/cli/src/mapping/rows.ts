import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse as parseCsv } from 'csv-parse';
import iconv from 'iconv-lite';
import type { FileMapping } from './mapping.js';
import type { Row } from './map-row.js';

/** The rows of a file in order, read as a stream where the format allows. Throws where the file is not of that format. */
export async function* readRows(path: string, file: FileMapping): AsyncGenerator<Row> {
  const { charset } = file;
  if (!iconv.encodingExists(charset)) throw new Error(`Unknown character set '${charset as string}'.`);
  if (file.format === 'csv') {
    const rows = createReadStream(path)
      .pipe(iconv.decodeStream(file.charset))
      .pipe(
        parseCsv({ columns: true, bom: true, delimiter: file.delimiter, skip_empty_lines: true, relax_quotes: true }),
      );
    yield* rows as AsyncIterable<Row>;
    return;
  }
  const text = iconv.decode(await readFile(path), file.charset);
  if (file.format === 'geojson') yield* (JSON.parse(text) as { features: Row[] }).features;
  else for (const value of jsonValues(text)) yield* Array.isArray(value) ? (value as Row[]) : [value as Row];
}

/** JSON values that stand one after another: NDJSON, one document, or several documents in one file. */
export function* jsonValues(text: string): Generator {
  let depth = 0;
  let start = -1;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      if (depth++ === 0) start = i;
    } else if ((char === '}' || char === ']') && --depth === 0) yield JSON.parse(text.slice(start, i + 1));
  }
  if (depth !== 0) throw new SyntaxError('The file ends in the middle of a JSON value.');
}
