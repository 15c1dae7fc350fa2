import type { SimulatedCity } from '../ground/city.js';
import { randomOf } from '../random.js';
import type { MadeRecord } from './record.js';

export interface LivingGuards {
  /** An ordinary event: somebody logs on at a gateway. */
  ordinary(now: number): MadeRecord;
  /** A short story that a watchful city must notice once: its records, in order. */
  story(now: number): readonly MadeRecord[];
  /** Assets with a story, one entry a story: each must end as one detection. */
  readonly stories: readonly { readonly assetId: string; readonly at: number }[];
}

/** Events of gateways and cameras. Every story has an asset of its own, so that what must be found is plain. */
export function bringGuardsToLife(city: SimulatedCity, start: number): LivingGuards {
  const random = randomOf(city.seed, 'life of guards');
  // Only assets that every kind of zone holds, so that what was found can be counted by zone.
  const covered = (kind: 'gateway' | 'camera') => city.ofKind(kind).filter((asset) => city.isCovered(asset.assetId));
  const gateways = covered('gateway');
  const cameras = covered('camera');
  const stories: { assetId: string; at: number }[] = [];
  const seenAt = new Map<string, number>();
  let made = 0;
  let told = 0;

  function make(device: string, now: number, fields: MadeRecord['fields']): MadeRecord {
    const observedAt = Math.max(now, (seenAt.get(device) ?? 0) + 1);
    seenAt.set(device, observedAt);
    return { source: 'guards', id: `guards-${start}-${made++}`, device, observedAt, fields };
  }

  return {
    ordinary(now) {
      const gateway = random.pick(gateways);
      return make(gateway.device, now, {
        classUid: 3002,
        activity: 'logon',
        severity: 'informational',
        actor: `operator-${1 + random.below(40)}`,
        message: 'Logged on',
      });
    },
    story(now) {
      const forced = told % 2 === 0;
      const asset = forced ? cameras[(told >> 1) % cameras.length] : gateways[(told >> 1) % gateways.length];
      told++;
      if (!asset) return [];
      stories.push({ assetId: asset.assetId, at: now });
      if (forced)
        return [
          make(asset.device, now, {
            classUid: 6001,
            activity: 'door-forced',
            severity: 'high',
            message: 'Cabinet forced',
          }),
        ];
      return Array.from({ length: 5 }, (_, i) =>
        make(asset.device, now - 4 + i, {
          classUid: 3002,
          activity: 'logon-failed',
          severity: 'low',
          actor: `intruder-${told}`,
          message: 'Wrong password',
        }),
      );
    },
    stories,
  };
}
