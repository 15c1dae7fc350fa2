import { readFileSync } from 'node:fs';

/** What a record can suffer on its way, and what the hub must find by its id. */
export const faultKinds = [
  'duplicate',
  'corrected',
  'late',
  'from-the-future',
  'year-1970',
  'malformed-json',
  'wrong-type',
  'wrong-unit',
  'not-finite',
  'swapped-coordinates',
  'broken-utf8',
  'unknown-asset',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What leaves no record to find. */
export const disturbanceKinds = ['out-of-order', 'clock-skew', 'silent', 'stuck'] as const;
export type DisturbanceKind = (typeof disturbanceKinds)[number];

export type Rates = Readonly<Record<FaultKind | DisturbanceKind, number>>;

export const noFaults = Object.fromEntries([...faultKinds, ...disturbanceKinds].map((kind) => [kind, 0])) as Rates;

const ownRates = new URL('../../src/faults/rates.json', import.meta.url);

/**
 * Rates from a file of `{"<kind>": {"value": 0.01, "unit": "share", "source": "…"}}`; the simulator's own where none is
 * given. A kind that the file leaves out never happens. Throws where a kind is unknown, or a value no share or unsourced.
 */
export function readRates(file: string | URL = ownRates): Rates {
  const entries = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
  const rates: Record<string, number> = { ...noFaults };
  for (const [kind, entry] of entries) {
    if (!(kind in noFaults))
      throw new Error(`Rates name an unknown kind '${kind}'. Known: ${Object.keys(noFaults).join(', ')}.`);
    const { value, source } = entry as { value?: unknown; source?: unknown };
    if (typeof value !== 'number' || !(value >= 0 && value <= 1))
      throw new Error(`The rate of '${kind}' must be a share from 0 to 1.`);
    if (typeof source !== 'string' || source === '') throw new Error(`The rate of '${kind}' must name its source.`);
    rates[kind] = value;
  }
  return rates as Rates;
}
