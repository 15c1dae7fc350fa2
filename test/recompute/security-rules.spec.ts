// Analytics reads from the warehouse what the rules of security look at, and cuts it where no rule looks further.
import { describe, expect, it } from '@jest/globals';
import { ruledActivities } from '../../apps/analytics/src/adapters/recompute/security-detections.js';
import { longestMs } from '../../apps/analytics/src/domain/recompute/asset-pieces.js';
import { createRules } from '../../apps/security/src/domain/rule.js';

describe('a recompute of detections', () => {
  const rules = createRules({ opensAt: 0, closesAt: 0, timeZone: 'Asia/Seoul' });

  it.each(rules)('reads all that $name looks at, and far enough', ({ activities, withinMs }) => {
    expect(ruledActivities).toEqual(expect.arrayContaining([...activities]));
    expect(withinMs).toBeLessThanOrEqual(longestMs);
  });
});
