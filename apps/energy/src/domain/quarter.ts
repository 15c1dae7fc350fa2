// What is known of a meter is kept by quarters of an hour: the readings in each, and what was told of it. A reading
// that comes late finds its quarter and its neighbours; the quarters that it changes are told again.
import { withRecord, withoutRecord } from '@naru/facts';
import { type Energy, lastOfEachInstant, quarterMs, quarterOf } from './energy.js';
import { energyOfPower } from './power.js';
import { type MeterReading, type Reading, type Zones, haveSameZones, methodOf } from './reading.js';
import { type RegisterPolicy, energyOfRegister } from './register.js';

/** What was told of a quarter's energy. */
export interface ToldEnergy extends Energy {
  readonly source: string;
  readonly zones: Zones;
  readonly revision: number;
  readonly withdrawn: boolean;
}

export interface Quarter {
  readonly meterId: string;
  readonly property: string;
  readonly startedAt: number;
  /** In total order. */
  readonly readings: readonly Reading[];
  /** As the last of them has it. */
  readonly zones: Zones;
  readonly told: ToldEnergy | undefined;
}

/** The quarters of one property of one meter. */
export interface QuarterBook {
  get(startedAt: number): Quarter | undefined;
  /** Start of the newest quarter with a reading; undefined before the first. */
  readonly newestAt: number | undefined;
}

export interface EnergyPolicy extends RegisterPolicy {
  /** How far behind the newest reading of a meter a late one still changes its quarters (ms). */
  readonly keepMs: number;
}

/** How far ahead of its receipt a reading moves horizons: one from the future would silence its meter, and its zone, until then (ms). */
const aheadMs = 3_600_000;

/** When a reading was seen, as far as horizons go; both times in ms since 1970. */
export const believed = (at: number, receivedAt: number): number => Math.min(at, receivedAt + aheadMs);

/** Up to here (start of a quarter) everything is behind the horizon of a meter: readings change nothing there, only recompute does. */
export const horizonOf = (newestAt: number, { keepMs }: EnergyPolicy): number => newestAt - keepMs;

/**
 * Quarters up to here are let go. A reading just before the horizon changes quarters up to its neighbour, and those rest
 * on the neighbour's neighbour: so far behind the horizon quarters are kept.
 */
export const forgottenUntil = (newestAt: number, policy: EnergyPolicy): number =>
  horizonOf(newestAt, policy) - 2 * (policy.longestGapMs + quarterMs);

/** A quarter to be told again, with the cause where it was told before. */
export interface Statement {
  readonly quarter: Quarter & { readonly told: ToldEnergy };
  readonly before: ToldEnergy | undefined;
  readonly cause: string | null;
}

export interface NextQuarters {
  /** Quarters that are to be kept as they are here. */
  readonly quarters: readonly Quarter[];
  readonly statements: readonly Statement[];
}

/**
 * The quarters that this reading changes, and what is to be told of them; nothing where it changes nothing. Behind the
 * horizon it doesn't: what was told there isn't known any more.
 */
export function nextQuarters(book: QuarterBook, seen: MeterReading, policy: EnergyPolicy): NextQuarters {
  const isBehind = book.newestAt !== undefined && quarterOf(seen.observedAt) <= horizonOf(book.newestAt, policy);
  const changed = isBehind ? new Map<number, Quarter>() : withReading(book, seen, policy);
  if (changed.size === 0) return { quarters: [], statements: [] };
  const next: QuarterBook = {
    get: (startedAt) => changed.get(startedAt) ?? book.get(startedAt),
    newestAt: Math.max(book.newestAt ?? 0, quarterOf(seen.observedAt)),
  };
  const isLate = book.newestAt !== undefined && (seen.observedAt < book.newestAt || !isLastOf(next, seen));
  const cause = seen.revision > 0 ? 'correction' : isLate ? 'late' : 'reading';
  const statements = affectedBy([...changed.keys()], next, seen.property, policy).flatMap((startedAt) => {
    const statement = restate(startedAt, next, seen, policy);
    return statement === undefined ? [] : [{ ...statement, cause: statement.before === undefined ? null : cause }];
  });
  for (const { quarter } of statements) changed.set(quarter.startedAt, quarter);
  return { quarters: [...changed.values()], statements };
}

/** The starts of quarters that are let go when the newest quarter moves on from `before` to `newestAt`. */
export function forgottenBy(newestAt: number, before: number | undefined, policy: EnergyPolicy): number[] {
  if (before === undefined || newestAt <= before) return [];
  const from = forgottenUntil(before, policy);
  const count = (Math.min(before, forgottenUntil(newestAt, policy)) - from) / quarterMs;
  return Array.from({ length: Math.max(0, count) }, (_, i) => from + (i + 1) * quarterMs);
}

export type MeterProperty = Pick<Quarter, 'meterId' | 'property'>;

export const emptyQuarter = ({ meterId, property }: MeterProperty, startedAt: number): Quarter => ({
  meterId,
  property,
  startedAt,
  readings: [],
  zones: {},
  told: undefined,
});

/** What is kept of a reading: what it is a reading of is the quarter's. */
export const readingOf = (seen: MeterReading): Reading => {
  const { recordId, revision, source, observedAt, device, value, quality } = seen;
  return { recordId, revision, source, observedAt, device, value, quality };
};

function withReading(book: QuarterBook, seen: MeterReading, policy: EnergyPolicy): Map<number, Quarter> {
  const changed = new Map<number, Quarter>();
  const startedAt = quarterOf(seen.observedAt);
  const quarter = book.get(startedAt) ?? emptyQuarter(seen, startedAt);
  const reading = readingOf(seen);
  const readings = withRecord(quarter.readings, reading);
  if (readings === quarter.readings) return changed;
  changed.set(startedAt, { ...quarter, readings, zones: readings.at(-1) === reading ? seen.zones : quarter.zones });
  // a correction may move a reading to another time
  const former = seen.revision > 0 ? quarterWith(seen.recordId, startedAt, book, policy) : undefined;
  if (former !== undefined)
    changed.set(former.startedAt, { ...former, readings: withoutRecord(former.readings, seen.recordId) });
  return changed;
}

function quarterWith(recordId: string, except: number, book: QuarterBook, policy: EnergyPolicy): Quarter | undefined {
  const newestAt = book.newestAt ?? except;
  for (let at = newestAt; at > horizonOf(newestAt, policy); at -= quarterMs) {
    const quarter = at === except ? undefined : book.get(at);
    if (quarter?.readings.some((reading) => reading.recordId === recordId)) return quarter;
  }
  return undefined;
}

const isLastOf = (book: QuarterBook, seen: MeterReading): boolean =>
  book.get(quarterOf(seen.observedAt))?.readings.at(-1)?.recordId === seen.recordId;

/** Quarters whose energy may be another now: of registers also those up to the neighbouring readings. */
export function affectedBy(
  changed: readonly number[],
  book: QuarterBook,
  property: string,
  policy: EnergyPolicy,
): readonly number[] {
  if (methodOf(property) === 'power') return changed;
  const affected = new Set<number>();
  for (const startedAt of changed) {
    const from = neighbour(book, startedAt, -quarterMs, policy)?.startedAt ?? startedAt;
    const to = neighbour(book, startedAt, quarterMs, policy)?.startedAt ?? startedAt;
    for (let at = from; at <= to; at += quarterMs) affected.add(at);
  }
  return [...affected].sort((a, b) => a - b);
}

/** The next quarter in this direction that has readings, as far as readings can be neighbours. */
function neighbour(book: QuarterBook, startedAt: number, step: number, policy: EnergyPolicy): Quarter | undefined {
  const farthest = startedAt + Math.sign(step) * (policy.longestGapMs + quarterMs);
  const last = Math.min(farthest, book.newestAt ?? startedAt);
  for (let at = startedAt + step; step < 0 ? at >= farthest : at <= last; at += step) {
    const quarter = book.get(at);
    if (quarter !== undefined && quarter.readings.length > 0) return quarter;
  }
  return undefined;
}

/** What is to be told of this quarter, if it isn't what was told last. */
export function restate(
  startedAt: number,
  book: QuarterBook,
  of: MeterProperty,
  policy: EnergyPolicy,
): Omit<Statement, 'cause'> | undefined {
  const quarter = book.get(startedAt) ?? emptyQuarter(of, startedAt);
  const before = quarter.told;
  const now = tell(quarter, book, policy);
  if (before === undefined ? now === undefined : isSame(before, now)) return undefined;
  const revision = before === undefined ? 0 : before.revision + 1;
  const nothing = { source: '', zones: {}, ...before, energyKwh: 0, seconds: 0, readings: 0, quality: 'good' };
  return { quarter: { ...quarter, told: { ...(now ?? nothing), revision, withdrawn: now === undefined } }, before };
}

type Said = Omit<ToldEnergy, 'revision' | 'withdrawn'>;

function tell(quarter: Quarter, book: QuarterBook, policy: EnergyPolicy): Said | undefined {
  if (methodOf(quarter.property) === 'power') return describe(energyOfPower(quarter.readings), quarter);
  const before = neighbour(book, quarter.startedAt, -quarterMs, policy);
  const after = neighbour(book, quarter.startedAt, quarterMs, policy);
  const readings = [
    ...(before?.readings.slice(-1) ?? []),
    ...quarter.readings,
    ...lastOfEachInstant(after?.readings ?? []).slice(0, 1),
  ];
  const energy = energyOfRegister(quarter.startedAt, readings, policy);
  return describe(energy, quarter.readings.length > 0 ? quarter : (after ?? quarter));
}

/** Source and zones are those of the last reading in the quarter; where none is in it, of the quarter behind it. */
function describe(energy: Energy | undefined, { readings, zones }: Quarter): Said | undefined {
  return energy && { ...energy, source: readings.at(-1)?.source ?? '', zones };
}

function isSame(told: ToldEnergy, now: Said | undefined): boolean {
  if (now === undefined) return told.withdrawn;
  return (
    !told.withdrawn &&
    told.energyKwh === now.energyKwh &&
    told.seconds === now.seconds &&
    told.readings === now.readings &&
    told.quality === now.quality &&
    told.source === now.source &&
    haveSameZones(told.zones, now.zones)
  );
}
