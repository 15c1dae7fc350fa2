import type { BayObservation, Place } from '../src/domain/observation.js';

export const place = (zones: Readonly<Record<string, string>>, known = true): Place => ({ known, point: null, zones });

const inTheMiddle = place({ district: 'jongno' });

/** An observation of bay-1; what a test doesn't name is unimportant to it. */
export const observation = (seen: Partial<BayObservation>): BayObservation => ({
  recordId: 'r1',
  revision: 0,
  source: 'bays',
  observedAt: 0,
  bayId: 'bay-1',
  device: 'S-1',
  receivedAt: 0,
  state: 'free',
  quality: 'good',
  place: inTheMiddle,
  ...seen,
});
