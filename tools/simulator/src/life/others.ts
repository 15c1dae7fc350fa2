// Garages, air, traffic: the quieter feeds.
import type { SimulatedCity } from '../ground/city.js';
import { randomOf } from '../random.js';
import type { MadeRecord, SourceName } from './record.js';
import { momentAt, wantedOccupancy } from './rhythm.js';

export interface QuietFeeds {
  garage(now: number): MadeRecord;
  air(now: number): MadeRecord;
  accident(now: number): MadeRecord;
}

const round = (value: number): number => Math.round(value * 100) / 100;

export function bringQuietFeedsToLife(city: SimulatedCity, start: number): QuietFeeds {
  const random = randomOf(city.seed, 'life of the rest');
  const seenAt = new Map<string, number>();
  const made = new Map<SourceName, number>();
  const garages = city.ofKind('garage');
  const sensors = city.ofKind('sensor');
  const lights = city.ofKind('street-light');
  const places = city.ofKind('bay').filter((bay) => city.isCovered(bay.assetId));

  function make(source: SourceName, device: string, now: number, fields: MadeRecord['fields']): MadeRecord {
    const observedAt = Math.max(now, (seenAt.get(device) ?? 0) + 1);
    seenAt.set(device, observedAt);
    const number = made.get(source) ?? 0;
    made.set(source, number + 1);
    return { source, id: `${source}-${start}-${number}`, device, observedAt, fields };
  }

  return {
    garage(now) {
      const garage = random.pick(garages);
      const capacity = Number(garage.attributes.capacity);
      const occupied = Math.round(capacity * wantedOccupancy(momentAt(city.seed, now)) * random.between(0.9, 1.05));
      return make('garages', garage.device, now, { occupied, capacity });
    },
    air(now) {
      const moment = momentAt(city.seed, now);
      if (random.chance(0.3)) {
        const night = moment.hour < 6 || moment.hour > 19;
        const value = round(night ? random.between(8, 25) : random.between(2000, 30_000));
        return make('air', random.pick(lights).device, now, { property: 'illuminance', value, unit: 'lx' });
      }
      const sensor = random.pick(sensors);
      return random.chance(0.5)
        ? make('air', sensor.device, now, { property: 'pm25', value: round(random.between(5, 60)), unit: 'ug/m3' })
        : make('air', sensor.device, now, { property: 'temperature', value: round(moment.temperature), unit: 'Cel' });
    },
    accident(now) {
      const near = random.pick(places);
      const casualties = random.chance(0.3) ? 1 + random.below(3) : 0;
      return {
        ...make('traffic', 'traffic-desk', now, {
          eventType: 'accident',
          severity: casualties > 0 ? 'minor' : 'unknown',
          casualties,
          vehicles: 1 + random.below(3),
        }),
        point: near.point,
      };
    },
  };
}
