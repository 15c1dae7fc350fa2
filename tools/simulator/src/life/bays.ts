import type { SimulatedAsset } from '../ground/assets.js';
import type { SimulatedCity } from '../ground/city.js';
import type { Random } from '../random.js';
import { randomOf } from '../random.js';
import type { MadeRecord } from './record.js';
import { momentAt, wantedOccupancy } from './rhythm.js';

export type BayTruth = 'free' | 'occupied';
/** What a sensor suffers from: nothing, it says nothing any more, or it repeats itself for ever. */
export type SensorTrouble = 'none' | 'silent' | 'stuck';

interface LivingBay {
  readonly asset: SimulatedAsset;
  readonly trouble: SensorTrouble;
  /** Constant error of the sensor's clock (ms), inside what its source allows. */
  readonly skewMs: number;
  truth: BayTruth;
  reported: BayTruth;
  livedUntil: number;
  seenAt: number;
}

export interface BayRates {
  readonly silent: number;
  readonly stuck: number;
  readonly clockSkew: number;
}

/** Mean stay in a bay (s). Short, so that a demonstration of a minute shows cars come and go. */
const meanStaySeconds = 240;
const largestSkewMs = 4000;

export interface LivingBays {
  /** The next bay's turn: its record, or undefined where its sensor stays silent. */
  next(now: number): MadeRecord | undefined;
  readonly truthOf: (assetId: string) => BayTruth;
  readonly troubles: Readonly<Record<'silent' | 'stuck' | 'clock-skew', number>>;
}

export function bringBaysToLife(city: SimulatedCity, start: number, rates: BayRates): LivingBays {
  const random = randomOf(city.seed, 'life of bays');
  const wanted = (now: number): number => wantedOccupancy(momentAt(city.seed, now));
  const bays = city.ofKind('bay').map((asset): LivingBay => {
    const truth = random.chance(wanted(start)) ? 'occupied' : 'free';
    const trouble = random.chance(rates.silent) ? 'silent' : random.chance(rates.stuck) ? 'stuck' : 'none';
    const skewMs = random.chance(rates.clockSkew) ? Math.round(random.between(-largestSkewMs, largestSkewMs)) : 0;
    return { asset, trouble, skewMs, truth, reported: truth, livedUntil: start, seenAt: 0 };
  });
  const byAsset = new Map(bays.map((bay) => [bay.asset.assetId, bay]));
  let order = shuffled(bays, random);
  let turn = 0;
  let made = 0;

  function live(bay: LivingBay, now: number): void {
    const seconds = Math.max(0, now - bay.livedUntil) / 1000;
    bay.livedUntil = now;
    const target = wanted(now);
    // Two rates whose balance is the wanted occupancy, and whose mean stay is meanStaySeconds.
    const leaving = 1 / meanStaySeconds;
    const rate = bay.truth === 'occupied' ? leaving : (leaving * target) / (1 - target);
    if (random.chance(1 - Math.exp(-rate * seconds))) bay.truth = bay.truth === 'occupied' ? 'free' : 'occupied';
    if (bay.trouble !== 'stuck') bay.reported = bay.truth;
  }

  return {
    next(now) {
      if (turn === order.length) [order, turn] = [shuffled(bays, random), 0];
      const bay = order[turn++];
      if (!bay) return undefined;
      live(bay, now);
      if (bay.trouble === 'silent') return undefined;
      // A sensor's own clock never runs backwards, whatever its error.
      bay.seenAt = Math.max(bay.seenAt + 1, now + bay.skewMs);
      return {
        source: 'bays',
        id: `bays-${start}-${made++}`,
        device: bay.asset.device,
        observedAt: bay.seenAt,
        fields: { state: bay.reported },
      };
    },
    truthOf: (assetId) => byAsset.get(assetId)?.truth ?? 'free',
    troubles: {
      silent: bays.filter((bay) => bay.trouble === 'silent').length,
      stuck: bays.filter((bay) => bay.trouble === 'stuck').length,
      'clock-skew': bays.filter((bay) => bay.skewMs !== 0).length,
    },
  };
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const a = order[i];
    const b = order[j];
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a];
  }
  return order;
}
