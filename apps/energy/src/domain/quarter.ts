// What is known of a meter is kept by quarters of an hour: the readings in each, and what was told of it. A reading
// that comes late finds its quarter and its neighbours; the quarters that it changes are told again.
import { withRecord, withoutRecord } from '@naru/facts';
import { type Energy, lastOfEachInstant, quarterMs, quarterOf } from './energy.js';
import { energyOfPower } from './power.js';
import { type MeterReading, type Reading, type Zones, methodOf } from './reading.js';
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
  /** How far behind the newest reading of a meter its quarters are kept (ms). */
  readonly keepMs: number;
}

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

/** The quarters that this reading changes, and what is to be told of them; nothing where it changes nothing. */
export function nextQuarters(book: QuarterBook, seen: MeterReading, policy: EnergyPolicy): NextQuarters {
  const changed = withReading(book, seen, policy);
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

/** The starts of quarters that are behind the horizon when the newest quarter moves on from `before` to `newestAt`. */
export function forgottenBy(newestAt: number, before: number | undefined, { keepMs }: EnergyPolicy): number[] {
  if (before === undefined || newestAt <= before) return [];
  const count = Math.min(newestAt - before, keepMs) / quarterMs;
  return Array.from({ length: count }, (_, i) => newestAt - keepMs - i * quarterMs);
}

const emptyQuarter = ({ meterId, property }: MeterReading, startedAt: number): Quarter => ({
  meterId,
  property,
  startedAt,
  readings: [],
  zones: {},
  told: undefined,
});

function withReading(book: QuarterBook, seen: MeterReading, policy: EnergyPolicy): Map<number, Quarter> {
  const changed = new Map<number, Quarter>();
  const startedAt = quarterOf(seen.observedAt);
  const quarter = book.get(startedAt) ?? emptyQuarter(seen, startedAt);
  const { recordId, revision, source, observedAt, device, value, quality } = seen;
  const reading: Reading = { recordId, revision, source, observedAt, device, value, quality };
  const readings = withRecord(quarter.readings, reading);
  if (readings === quarter.readings) return changed;
  changed.set(startedAt, { ...quarter, readings, zones: readings.at(-1) === reading ? seen.zones : quarter.zones });
  // a correction may move a reading to another time
  const former = seen.revision > 0 ? quarterWith(recordId, startedAt, book, policy) : undefined;
  if (former !== undefined)
    changed.set(former.startedAt, { ...former, readings: withoutRecord(former.readings, recordId) });
  return changed;
}

function quarterWith(recordId: string, except: number, book: QuarterBook, policy: EnergyPolicy): Quarter | undefined {
  const newestAt = book.newestAt ?? except;
  for (let at = newestAt; at >= newestAt - policy.keepMs; at -= quarterMs) {
    const quarter = at === except ? undefined : book.get(at);
    if (quarter?.readings.some((reading) => reading.recordId === recordId)) return quarter;
  }
  return undefined;
}

const isLastOf = (book: QuarterBook, seen: MeterReading): boolean =>
  book.get(quarterOf(seen.observedAt))?.readings.at(-1)?.recordId === seen.recordId;

/** Quarters whose energy may be another now: of registers also those up to the neighbouring readings. */
function affectedBy(
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

function restate(
  startedAt: number,
  book: QuarterBook,
  seen: MeterReading,
  policy: EnergyPolicy,
): Omit<Statement, 'cause'> | undefined {
  const quarter = book.get(startedAt) ?? emptyQuarter(seen, startedAt);
  const before = quarter.told;
  const told = tell(quarter, book, policy);
  if (before === undefined ? told === undefined : isSame(before, told)) return undefined;
  const revision = before === undefined ? 0 : before.revision + 1;
  const nothing = { source: seen.source, zones: {}, ...before, energyKwh: 0, seconds: 0, readings: 0, quality: 'good' };
  return { quarter: { ...quarter, told: { ...(told ?? nothing), revision, withdrawn: told === undefined } }, before };
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
  const kinds = Object.keys(now.zones);
  return (
    !told.withdrawn &&
    told.energyKwh === now.energyKwh &&
    told.seconds === now.seconds &&
    told.readings === now.readings &&
    told.quality === now.quality &&
    told.source === now.source &&
    kinds.length === Object.keys(told.zones).length &&
    kinds.every((kind) => told.zones[kind] === now.zones[kind])
  );
}
