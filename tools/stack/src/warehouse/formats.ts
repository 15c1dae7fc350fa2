/** The media type of a result, by its format's name, as ClickHouse's server says it. */
export function contentTypeOf(format: string): string {
  if (/EachRow|JSONL|NDJSON/i.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (/^JSON/i.test(format)) return 'application/json; charset=UTF-8';
  if (/^CSV/i.test(format))
    return `text/csv; charset=UTF-8; header=${/WithNames/i.test(format) ? 'present' : 'absent'}`;
  if (/^(TSV|TabSeparated)/i.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  if (/^XML$/i.test(format)) return 'application/xml; charset=UTF-8';
  if (/^(RowBinary|Native|Parquet|Arrow|ORC|Avro|MsgPack|Npy|BSON|Protobuf|CapnProto|RawBLOB)/i.test(format))
    return 'application/octet-stream';
  return 'text/plain; charset=UTF-8';
}
