import { Refusal } from './refusal.js';

// The unit of each property, as the contract's schemas say. Another unit is refused and never converted: a sender that
// is wrong about its unit may be wrong about more.
const units: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'energy/readings': {
    'active-energy-import': 'kWh',
    'active-energy-export': 'kWh',
    'active-power': 'kW',
    voltage: 'V',
  },
  'environment/observations': {
    pm25: 'ug/m3',
    pm10: 'ug/m3',
    no2: 'ug/m3',
    o3: 'ug/m3',
    temperature: 'Cel',
    'relative-humidity': '%',
    precipitation: 'mm',
    illuminance: 'lx',
    noise: 'dB',
  },
};

/** What is wrong with the property and unit of a measurement, or undefined; kinds that measure nothing have neither. */
export function judgeUnit(kind: string, { property, unit }: Readonly<Record<string, unknown>>): Refusal | undefined {
  const known = units[kind];
  if (known === undefined) return undefined;
  const expected = Object.entries(known).find(([name]) => name === property)?.[1];
  if (expected === undefined) return new Refusal('wrong-type', `property: one of ${Object.keys(known).join(', ')}`);
  return unit === expected ? undefined : new Refusal('wrong-unit', `unit: ${expected}`);
}
