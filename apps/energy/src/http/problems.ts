import { defineProblems } from '@naru/http';

/** Problems that energy answers beside those of every service. */
export const energyProblems = defineProblems({
  NARU_PEAK_UNKNOWN: {
    status: 404,
    title: 'No load of this zone is known for this day',
    advice: 'GET /v1/energy/peaks lists the zones and days that have one; `detail` names what there is of this zone.',
  },
});
