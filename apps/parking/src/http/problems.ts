import { defineProblems } from '@naru/http';

/** Problems that parking answers beside those of every service. */
export const parkingProblems = defineProblems({
  NARU_BAY_UNKNOWN: {
    status: 404,
    title: 'No sensor of such a bay was heard of',
    advice: 'Look for it in GET /v1/parking/bays. A bay is listed from its first observation on.',
  },
  NARU_ZONE_UNKNOWN: {
    status: 404,
    title: 'There is no such zone with bays',
    advice: 'GET /v1/parking/occupancy lists the zones that have bays; `detail` names their kinds.',
  },
  NARU_ZONE_AMBIGUOUS: {
    status: 409,
    title: 'Zones of several kinds have this id',
    advice: 'Add `?kind=` with one of the kinds that `detail` names.',
  },
});
