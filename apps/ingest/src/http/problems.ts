import { defineProblems } from '@naru/http';

/** Problems that ingest answers beside those of every service. */
export const ingestProblems = defineProblems({
  NARU_KIND_UNKNOWN: {
    status: 404,
    title: 'There is no such kind of record',
    advice: 'Send to one of the paths that `detail` names.',
  },
  NARU_KIND_NOT_ALLOWED: {
    status: 403,
    title: 'The source may not send this kind of record',
    advice: 'Use the key of a source of this kind, or have the kind added to the source by POST /v1/sources.',
  },
  NARU_SOURCE_UNKNOWN: {
    status: 403,
    title: 'The source of this key is not registered',
    advice: 'Register it by POST /v1/sources, with a key of scope manage.',
  },
  NARU_LANE_INVALID: {
    status: 400,
    title: 'There is no such lane',
    advice: 'Leave the header Naru-Lane out for live records, or set it to `history` for imports.',
  },
  NARU_IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    title: 'The Idempotency-Key can not be used',
    advice: 'Use 1 to 255 printable ASCII characters, the same for each retry of a request.',
  },
  NARU_REQUEST_EMPTY: {
    status: 400,
    title: 'The request holds no record',
    advice: 'Send one record, an array of records, or a record a line.',
  },
  NARU_ENCODING_UNSUPPORTED: {
    status: 415,
    title: 'The encoding of the body is not taken here',
    advice: 'Send UTF-8, not compressed.',
  },
  NARU_TOO_MANY_RECORDS: {
    status: 413,
    title: 'The request holds too many records',
    advice: 'Cut it into smaller requests; `detail` says how many may be in one.',
  },
  NARU_QUOTA_EXCEEDED: {
    status: 429,
    title: 'The key sends more than its quota',
    advice: 'Send the same request again after the seconds of Retry-After, or have a key with a larger quota made.',
  },
  NARU_NOT_COMMITTED: {
    status: 503,
    title: 'The records were not committed',
    advice: 'Send the same request again after the seconds of Retry-After: records with the same ids are taken once.',
  },
  NARU_KEY_UNKNOWN: {
    status: 404,
    title: 'There is no such key',
    advice: 'Look for its id in GET /v1/keys.',
  },
  NARU_SET_ASIDE_UNKNOWN: {
    status: 404,
    title: 'There is no such record set aside',
    advice: 'Look for its id in the listing. Records set aside are kept as long as their topic says.',
  },
  NARU_SEAL_KEY_GONE: {
    status: 410,
    title: 'The bytes can not be opened any more',
    advice: 'The key that sealed them was deleted, as retention or erasure asked.',
  },
  NARU_BYTES_NOT_KEPT: {
    status: 409,
    title: 'The bytes of this record were too many to be kept',
    advice: 'Have its source send it again.',
  },
  NARU_NOT_TAKEN_BACK: {
    status: 409,
    title: 'The stage that set this record aside takes none back',
    advice: 'Mend its cause and let the source send it again.',
  },
  NARU_REGISTRY_AWAY: {
    status: 503,
    title: 'The schema registry can not be asked',
    advice: 'Send the same request again after the seconds of Retry-After; docs/runbooks/registry-unreachable.md.',
  },
  NARU_ALREADY_DECIDED: {
    status: 409,
    title: 'Somebody has decided about this record before',
    advice: 'Look at `decision`. A record that was set aside again stands there as another one, with one attempt more.',
  },
  NARU_JOB_UNKNOWN: {
    status: 404,
    title: 'This instance runs no such job',
    advice: 'A job is known to the instance that runs it, until it ends. Begin another: what was decided is left out.',
  },
  NARU_FIX_INVALID: {
    status: 422,
    title: 'The fix can not be applied',
    advice: 'Mend it as `detail` says, and try it before the record is taken back.',
  },
});
