import { defineProblems } from '@naru/http';

/** Problems that analytics answers beside those of every service. */
export const analyticsProblems = defineProblems({
  NARU_QUERY_UNKNOWN: {
    status: 404,
    title: 'There is no such query',
    advice: 'Look up the names at GET /v1/analytics/queries.',
  },
  NARU_FORMAT_UNSUPPORTED: {
    status: 406,
    title: 'The answer can not be given in this format',
    advice: 'Ask with ?format=json, csv or parquet, or with their media types in Accept.',
  },
  NARU_QUERY_TOO_LARGE: {
    status: 422,
    title: 'The answer is larger, or takes longer, than a query may',
    advice: 'Ask for less: a shorter time, fewer zones.',
  },
  NARU_STREAM_UNKNOWN: {
    status: 404,
    title: 'There is no such stream',
    advice: 'Look up the topics at GET /v1/streams.',
  },
  NARU_STREAM_CURSOR_GONE: {
    status: 410,
    title: 'The records behind the cursor are no longer kept',
    advice:
      'Take what you missed from the warehouse, by topic, partition and offset, or begin again: `from=earliest` gives everything that is kept.',
  },
  NARU_STREAM_UNAVAILABLE: {
    status: 503,
    title: 'The topic can not be read now; a stream tells it as its last event, `cut-off`',
    advice: 'Try again after the seconds of Retry-After, with the last cursor; no record is lost.',
  },
  NARU_RECORD_UNKNOWN: {
    status: 404,
    title: 'The hub has no such record',
    advice:
      'It never came, or another key may see it: look at the answer that ingest gave. The bytes of a record without an id are found by their SHA-256 in hex digits.',
  },
  NARU_RECORD_NOT_FOUND_YET: {
    status: 503,
    title: 'The record is not where it could be looked for, and not everything could be',
    advice:
      'Try again after the seconds of Retry-After: the warehouse is away, or more records wait for it than can be looked through.',
  },
  NARU_RECOMPUTE_UNKNOWN: {
    status: 404,
    title: 'There is no such recompute, or it was begun at another instance or before its last start',
    advice:
      'What became of it stands in parking.recomputed_bays, energy.recomputed_meters, energy.recomputed_zones or security.recomputed_assets, by job_id. To be sure begin it again: what is right already is not published twice.',
  },
  NARU_WAREHOUSE_UNAVAILABLE: {
    status: 503,
    title: 'The warehouse does not answer',
    advice: 'Try again after the seconds of Retry-After; records wait in Kafka, none is lost.',
  },
});
