import { defineProblems } from '@naru/http';

/** Problems that enrichment answers beside those of every service. */
export const enrichmentProblems = defineProblems({
  NARU_MASTER_DATA_INVALID: {
    status: 422,
    title: 'The master data is not valid, nothing of it was taken',
    advice: 'Correct what `errors` names (the first hundred are listed) and send the whole request again.',
  },
  NARU_NOT_COMMITTED: {
    status: 503,
    title: 'The master data was not committed',
    advice: 'Send the same request again after the seconds of Retry-After: what is known already is not written twice.',
  },
  NARU_ZONE_UNKNOWN: {
    status: 404,
    title: 'There is no such zone at this time',
    advice: 'Look for it at /v1/places/zones, or ask for another time with `at`.',
  },
  NARU_ASSET_UNKNOWN: {
    status: 404,
    title: 'There is no such asset at this time',
    advice: 'Look for it at /v1/places/assets, or ask for another time with `at`.',
  },
});
