// Units as UCUM writes them, each with its factor to the first of its family.
const families: readonly Readonly<Record<string, number>>[] = [
  { W: 1, kW: 1e3, MW: 1e6 },
  { Wh: 1, kWh: 1e3, MWh: 1e6, J: 1 / 3600, kJ: 1 / 3.6, MJ: 1e3 / 3.6 },
  { V: 1, mV: 1e-3, kV: 1e3 },
  { 'ug/m3': 1, 'mg/m3': 1e3 },
  { m: 1, mm: 1e-3, cm: 1e-2, km: 1e3 },
  { s: 1, min: 60, h: 3600 },
];

/** Converts between units of one family; throws a RangeError that names what is known where it can't. */
export function convertUnit(value: number, from: string, to: string): number {
  if (from === to) return value;
  if (from === '[degF]' && to === 'Cel') return ((value - 32) * 5) / 9;
  for (const family of families) {
    const source = family[from];
    const target = family[to];
    // Dividing by the target's factor keeps 1 kW = 1000 W exact where a product of two inexact factors would not.
    if (source !== undefined && target !== undefined) return (value * source) / target;
  }
  const known = families.map((family) => Object.keys(family).join(', ')).join('; ');
  throw new RangeError(`No way from '${from}' to '${to}'. Known, family by family: ${known}; [degF] to Cel.`);
}
