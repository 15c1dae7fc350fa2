import type { SimulatedCity } from '../ground/city.js';
import { randomOf } from '../random.js';
import type { MadeRecord } from './record.js';
import { momentAt, wantedPowerKw } from './rhythm.js';

/** Meters in turn, each telling the register of its imported energy (kWh), which only grows. */
export function bringMetersToLife(city: SimulatedCity, start: number): { next(now: number): MadeRecord } {
  const random = randomOf(city.seed, 'life of meters');
  const meters = city.ofKind('meter').map((asset) => ({
    device: asset.device,
    registerKwh: random.between(200, 40_000),
    share: random.between(0.3, 2.5),
    readAt: start,
  }));
  let turn = 0;
  let made = 0;
  return {
    next(now) {
      const meter = meters[turn++ % meters.length];
      if (!meter) throw new Error('A city without meters.');
      const readAt = Math.max(now, meter.readAt + 1);
      const hours = (readAt - meter.readAt) / 3_600_000;
      meter.registerKwh += hours * meter.share * wantedPowerKw(momentAt(city.seed, now)) * random.between(0.8, 1.2);
      meter.readAt = readAt;
      return {
        source: 'meters',
        id: `meters-${start}-${made++}`,
        device: meter.device,
        observedAt: readAt,
        fields: { property: 'active-energy-import', value: Number(meter.registerKwh.toFixed(6)), unit: 'kWh' },
      };
    },
  };
}
