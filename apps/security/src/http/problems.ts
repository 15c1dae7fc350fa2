import { defineProblems } from '@naru/http';

/** Problems that security answers beside those of every service. */
export const securityProblems = defineProblems({
  NARU_INCIDENT_UNKNOWN: {
    status: 404,
    title: 'There is no such incident',
    advice: 'Look for it in GET /v1/security/incidents. One that was merged into another is listed under that.',
  },
  NARU_NOT_COMMITTED: {
    status: 503,
    title: 'The decision was not committed',
    advice: 'Send the same request again after the seconds of Retry-After: deciding the same twice changes nothing.',
  },
});
