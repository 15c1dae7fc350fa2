import { asItIs, canSpoil, spoil, type SentRecord } from './faults/spoil.js';
import { faultKinds, type FaultKind, type Rates } from './faults/rates.js';
import type { SimulatedCity } from './ground/city.js';
import { bringBaysToLife, type LivingBays } from './life/bays.js';
import { bringGuardsToLife, type LivingGuards } from './life/guards.js';
import { bringMetersToLife } from './life/meters.js';
import { bringQuietFeedsToLife } from './life/others.js';
import type { MadeRecord } from './life/record.js';
import { randomOf } from './random.js';

/** What share of the records each feed sends; bays send the rest. */
const shares = { meter: 0.15, air: 0.06, garage: 0.03, guard: 0.03, story: 0.0015, accident: 0.002 };

/** How long a record waits in its gateway before it overtakes nobody (ms). */
const longestWaitMs = 3000;

export interface RecordStream {
  /** The records that leave the city in this moment, at most `count` new ones, and those whose wait is over. */
  take(now: number, count: number): SentRecord[];
  /** What still waits in gateways. */
  drain(): SentRecord[];
  readonly bays: LivingBays;
  readonly guards: LivingGuards;
  readonly injected: ReadonlyMap<FaultKind, number>;
  /** Records that were held back, so that later ones overtook them. */
  readonly outOfOrder: number;
}

/** Everything that the city's sensors send, faults and all: the same seed and start give the same records. */
export function openStream(city: SimulatedCity, start: number, rates: Rates): RecordStream {
  const random = randomOf(city.seed, 'stream');
  const bays = bringBaysToLife(city, start, {
    silent: rates.silent,
    stuck: rates.stuck,
    clockSkew: rates['clock-skew'],
  });
  const meters = bringMetersToLife(city, start);
  const quiet = bringQuietFeedsToLife(city, start);
  const guards = bringGuardsToLife(city, start);
  const places = city.ofKind('bay').map((bay) => bay.point);
  const injected = new Map<FaultKind, number>();
  const waiting: { readonly due: number; readonly sent: SentRecord }[] = [];
  let outOfOrder = 0;
  // Each kind of fault that has a rate happens at least once, early, however short the run.
  const owed = faultKinds.filter((kind) => rates[kind] > 0);

  function make(now: number): readonly MadeRecord[] {
    let dice = random.next();
    const falls = (share: number): boolean => (dice -= share) < 0;
    if (falls(shares.meter)) return [meters.next(now)];
    if (falls(shares.air)) return [quiet.air(now)];
    if (falls(shares.garage)) return [quiet.garage(now)];
    if (falls(shares.guard)) return [guards.ordinary(now)];
    if (falls(shares.story)) return guards.story(now);
    if (falls(shares.accident)) return [quiet.accident(now)];
    const seen = bays.next(now);
    return seen ? [seen] : [];
  }

  function faultOf(record: MadeRecord): FaultKind | null {
    const due = owed.findIndex((kind) => canSpoil(kind, record));
    if (due >= 0 && random.chance(0.2)) return owed.splice(due, 1)[0] ?? null;
    for (const kind of faultKinds) if (random.chance(rates[kind]) && canSpoil(kind, record)) return kind;
    return null;
  }

  /** The record, and what follows it later. Stories of the guards go untouched: what they must end as is counted. */
  function send(record: MadeRecord, now: number): SentRecord[] {
    const fault = record.source === 'guards' || record.source === 'traffic' ? null : faultOf(record);
    if (fault) injected.set(fault, (injected.get(fault) ?? 0) + 1);
    const later = (sent: SentRecord): void => {
      waiting.push({ due: now + random.between(100, longestWaitMs), sent });
    };
    if (fault === 'duplicate') {
      later(asItIs(record, fault));
      return [asItIs(record)];
    }
    if (fault === 'corrected') {
      const state = record.fields.state === 'free' ? 'occupied' : 'free';
      later(asItIs({ ...record, fields: { ...record.fields, state } }, fault));
      return [asItIs(record)];
    }
    if (fault) return [spoil(fault, record, random.pick(places))];
    if (record.source === 'bays' && random.chance(rates['out-of-order'])) {
      outOfOrder++;
      later(asItIs(record));
      return [];
    }
    return [asItIs(record)];
  }

  function overdue(now: number): SentRecord[] {
    const out: SentRecord[] = [];
    for (let i = waiting.length - 1; i >= 0; i--) {
      const entry = waiting[i];
      if (entry && entry.due <= now) {
        out.push(entry.sent);
        waiting.splice(i, 1);
      }
    }
    return out;
  }

  return {
    take(now, count) {
      const out = overdue(now);
      for (let i = 0; i < count; i++) for (const record of make(now)) out.push(...send(record, now));
      return out;
    },
    drain: () => overdue(Infinity),
    bays,
    guards,
    injected,
    get outOfOrder() {
      return outOfOrder;
    },
  };
}
