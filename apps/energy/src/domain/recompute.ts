// Behind the horizon of a meter its readings change nothing when they come; a recompute alone tells its quarters anew,
// from what the warehouse has. Before the horizon the readings that came tell them, and a recompute only has them
// told as they are to be told. So nobody else tells a quarter between the reading of its history and this.
import { compareRecords } from '@naru/facts';
import { quarterMs, quarterOf } from './energy.js';
import {
  type EnergyPolicy,
  type MeterProperty,
  type NextQuarters,
  type Quarter,
  type QuarterBook,
  type ToldEnergy,
  affectedBy,
  emptyQuarter,
  forgottenUntil,
  horizonOf,
  readingOf,
  restate,
} from './quarter.js';
import { type MeterReading, haveSameZones } from './reading.js';

/** What the warehouse has of one property of a meter. */
export interface MeterHistory extends MeterProperty {
  /** Quarters from this one on are told anew (start, ms since 1970). */
  readonly from: number;
  /** Quarters before this one; null for all to the newest. */
  readonly until: number | null;
  /** Those of these quarters and of their neighbours on both sides, each in its highest revision. */
  readonly readings: readonly MeterReading[];
  /** What was last told of these quarters, by their starts. */
  readonly told: ReadonlyMap<number, ToldEnergy>;
}

/** The quarters of the history told anew: what is to be kept of them, and what differs from what was told. */
export function recompute(book: QuarterBook, history: MeterHistory, policy: EnergyPolicy): NextQuarters {
  const { newestAt } = book;
  if (newestAt === undefined) return { quarters: [], statements: [] };
  const forgotten = forgottenUntil(newestAt, policy);
  const kept: QuarterBook = { newestAt, get: (at) => (at > forgotten ? book.get(at) : undefined) };
  const { changed, touched } = withHistory(kept, newestAt, history, policy);
  const horizon = horizonOf(newestAt, policy);
  const asKept: QuarterBook = { newestAt, get: (at) => changed.get(at) ?? kept.get(at) };
  // the history has all readings between its neighbours: what is kept behind the horizon may not stand there any more
  const asRead: QuarterBook = { newestAt, get: (at) => (at > horizon ? asKept.get(at) : changed.get(at)) };
  const starts = new Set([...startsIn(history, changed.keys(), newestAt), ...touched(asKept)]);
  const statements = [...starts]
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const statement = restate(at, isIn(history, at) ? asRead : asKept, history, policy);
      return statement === undefined
        ? []
        : [{ ...statement, cause: statement.before === undefined ? null : 'recompute' }];
    });
  for (const { quarter } of statements) changed.set(quarter.startedAt, quarter);
  const isKept = (quarter: Quarter): boolean =>
    quarter.startedAt > forgotten && starts.has(quarter.startedAt) && !isSame(kept.get(quarter.startedAt), quarter);
  return { quarters: [...changed.values()].filter(isKept), statements };
}

/** Quarters that are others by the history, and, once they are in their book, the starts of those that this changes outside of it. */
function withHistory(kept: QuarterBook, newestAt: number, history: MeterHistory, policy: EnergyPolicy) {
  const horizon = horizonOf(newestAt, policy);
  const changed = new Map<number, Quarter>();
  const seen = Map.groupBy(history.readings, ({ observedAt }) => quarterOf(observedAt));
  const put = (at: number, readings: readonly MeterReading[]): void => {
    const inOrder = [...readings].sort(compareRecords);
    const told = kept.get(at)?.told ?? history.told.get(at);
    const zones = inOrder.at(-1)?.zones ?? {};
    changed.set(at, { ...emptyQuarter(history, at), readings: inOrder.map(readingOf), zones, told });
  };
  for (const [at, readings] of seen) if (at <= horizon) put(at, readings);
  for (const at of history.told.keys()) if (at <= horizon && !changed.has(at)) put(at, []);
  // what is kept there of a reading that a correction has moved away
  for (let at = forgottenUntil(newestAt, policy) + quarterMs; at <= horizon; at += quarterMs)
    if (isIn(history, at) && !changed.has(at) && kept.get(at) !== undefined) put(at, []);
  const known = new Map(history.readings.map((reading) => [reading.recordId, reading]));
  const moved: number[] = [];
  for (let at = horizon + quarterMs; at <= newestAt; at += quarterMs) {
    const quarter = kept.get(at);
    if (quarter === undefined) continue;
    // a revision that moved a reading behind the horizon was refused there
    const readings = quarter.readings.filter(
      ({ recordId, revision }) => revision >= (known.get(recordId)?.revision ?? 0),
    );
    if (readings.length < quarter.readings.length) moved.push(at);
    const last = readings.at(-1);
    const itself = last && known.get(last.recordId);
    const zones = itself?.revision === last?.revision ? (itself?.zones ?? quarter.zones) : quarter.zones;
    changed.set(at, { ...quarter, readings, zones });
  }
  const touched = (next: QuarterBook) => affectedBy(moved, next, history.property, policy);
  return { changed, touched };
}

const isIn = ({ from, until }: MeterHistory, at: number): boolean => at >= from && (until === null || at < until);

/** Every quarter of the history from the first that anything is known of, neighbours included. */
function startsIn(history: MeterHistory, known: Iterable<number>, newestAt: number): number[] {
  const first = [...known].reduce((a, b) => Math.min(a, b), Infinity);
  const starts: number[] = [];
  for (let at = Math.max(history.from, first); at <= newestAt && isIn(history, at); at += quarterMs) starts.push(at);
  return starts;
}

const isSame = (a: Quarter | undefined, b: Quarter): boolean =>
  a !== undefined &&
  a.told === b.told &&
  a.readings.length === b.readings.length &&
  a.readings.every(({ recordId, revision }, i) => {
    const other = b.readings[i];
    return recordId === other?.recordId && revision === other.revision;
  }) &&
  haveSameZones(a.zones, b.zones);
