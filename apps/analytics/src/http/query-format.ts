export const queryFormats = {
  json: 'application/json',
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
} as const;
export type QueryFormat = keyof typeof queryFormats;

const isFormat = (name: string): name is QueryFormat => name in queryFormats;

/** The format that a request asks for: by `format`, else by Accept (RFC 9110, the highest q first). Undefined where there is none of ours. */
export function formatOf(asked: string | undefined, accept: string | undefined): QueryFormat | undefined {
  if (asked !== undefined) return isFormat(asked) ? asked : undefined;
  if (accept === undefined || accept.trim() === '') return 'json';
  const ranges = accept
    .split(',')
    .map((range) => {
      const [type = '', ...options] = range.split(';').map((part) => part.trim());
      const quality = options.find((option) => option.startsWith('q='))?.slice(2);
      return { type: type.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { type } of ranges) {
    const format = (Object.keys(queryFormats) as QueryFormat[]).find((each) => matches(type, queryFormats[each]));
    if (format !== undefined) return format;
  }
  return undefined;
}

const matches = (range: string, type: string): boolean =>
  range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
