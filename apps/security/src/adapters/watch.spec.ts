import { describe, expect, it } from '@jest/globals';
import { Asset, event, minutes, series } from '../../test/assets.js';
import { watchFromWire } from './watch.from-wire.js';
import { watchToWire } from './watch.to-wire.js';

describe('a watch in its changelog', () => {
  it('comes back as it was, with decisions, settled and open incidents, and what holds it', () => {
    const forced = (minute: number) =>
      event({ recordId: `${minute}`.padStart(32, '0'), activity: 'door-forced', observedAt: minutes(minute) });
    const asset = new Asset([forced(0), forced(100), forced(120)]);
    const logons = series(7, 121).map((attempt, i) => ({ ...attempt, recordId: `f${i}`.padStart(32, '0') }));
    logons.forEach((attempt) => asset.take(attempt));
    asset.decide({ incidentId: asset.incidents.at(-1)?.incidentId ?? '', action: 'acknowledge' });
    expect(asset.watch.settled).toBeDefined();
    asset.watch = { ...asset.watch, heldBy: 'a'.repeat(32) };
    expect(watchFromWire(watchToWire(asset.watch))).toEqual(asset.watch);
  });
});
