import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Asset, event, minutes, policy } from '../../test/assets.js';
import type { SecurityEvent } from './event.js';

const events = (latestMinute: number) =>
  fc
    .array(
      fc.record({
        // some crowd together, some lie apart
        observedAt: fc
          .tuple(fc.integer({ min: 0, max: latestMinute / 20 }), fc.integer({ min: 0, max: 6 }))
          .map(([crowd, minute]) => minutes(crowd * 20 + minute)),
        activity: fc.constantFrom('logon-failed', 'logon-failed', 'logon-failed', 'door-forced', 'motion'),
        actor: fc.constantFrom('a', 'b'),
        isLive: fc.constantFrom(true, true, true, false),
      }),
      { minLength: 1, maxLength: 60 },
    )
    .map((all) => all.map((seen, i) => event({ ...seen, recordId: `r${i}` })));

const atTheEnd = minutes(100_000);
const result = (asset: Asset) => {
  asset.passTime(atTheEnd);
  return {
    detections: asset.currentDetections.map(({ revision, ...detection }) => ({ ...detection, told: revision >= 0 })),
    incidents: asset.currentIncidents.map(({ revision, ...incident }) => ({ ...incident, told: revision >= 0 })),
  };
};

const arriving = (all: readonly SecurityEvent[], delays: readonly number[]): SecurityEvent[] =>
  all
    .map((seen, i) => ({ seen, arrivesAt: seen.observedAt + (delays[i] ?? 0) }))
    .sort((a, b) => a.arrivesAt - b.arrivesAt)
    .map(({ seen }) => seen);

describe('detections and incidents', () => {
  it('are the same whatever way the events came, as long as none comes from behind the horizon', () => {
    const delay = fc.integer({ min: 0, max: policy.keepMs - 600_000 - 1 });
    fc.assert(
      fc.property(events(400), fc.array(delay, { minLength: 60, maxLength: 60 }), (all, delays) => {
        const inOrder = [...all].sort((a, b) => a.observedAt - b.observedAt);
        expect(result(new Asset(arriving(all, delays)))).toEqual(result(new Asset(inOrder)));
      }),
      { numRuns: 300 },
    );
  });

  it('keep no more than they need', () => {
    fc.assert(
      fc.property(events(2_000), (all) => {
        const { watch } = new Asset([...all].sort((a, b) => a.observedAt - b.observedAt));
        const [first, last] = [watch.events.at(0), watch.events.at(-1)];
        expect((last?.observedAt ?? 0) - (first?.observedAt ?? 0)).toBeLessThan(policy.keepMs);
        expect(watch.settled?.aliases ?? []).toEqual([]);
      }),
    );
  });
});
