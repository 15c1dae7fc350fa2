import { quarterMs } from '../src/domain/energy.js';
import {
  type EnergyPolicy,
  type NextQuarters,
  type Quarter,
  type QuarterBook,
  type Statement,
  type ToldEnergy,
  forgottenBy,
  nextQuarters,
} from '../src/domain/quarter.js';
import type { MeterReading } from '../src/domain/reading.js';

export const policy: EnergyPolicy = { longestGapMs: 25 * 3_600_000, keepMs: 14 * 96 * quarterMs };

/** A reading of meter-1; what a test doesn't name is unimportant to it. */
export const reading = (seen: Partial<MeterReading>): MeterReading => ({
  recordId: `r${seen.observedAt ?? 0}`,
  revision: 0,
  source: 'meters',
  observedAt: 0,
  device: 'M-1',
  value: 0,
  quality: 'good',
  meterId: 'meter-1',
  property: 'active-energy-import',
  zones: { district: 'jongno' },
  ...seen,
});

/** The quarters of one meter as the service keeps them, and what was told while they came. */
export class Series implements QuarterBook {
  readonly quarters = new Map<number, Quarter>();
  readonly statements: Statement[] = [];
  newestAt: number | undefined;

  constructor(
    readings: readonly MeterReading[],
    private readonly keep: EnergyPolicy = policy,
  ) {
    for (const seen of readings) this.take(seen);
  }

  get(startedAt: number): Quarter | undefined {
    return this.quarters.get(startedAt);
  }

  take(seen: MeterReading): readonly Statement[] {
    const before = this.newestAt;
    const statements = this.put(nextQuarters(this, seen, this.keep));
    for (const at of forgottenBy(this.newestAt ?? 0, before, this.keep)) this.quarters.delete(at);
    return statements;
  }

  /** Keeps what is to be kept. */
  put({ quarters, statements }: NextQuarters): readonly Statement[] {
    for (const quarter of quarters) {
      this.quarters.set(quarter.startedAt, quarter);
      if (quarter.readings.length > 0) this.newestAt = Math.max(this.newestAt ?? 0, quarter.startedAt);
    }
    this.statements.push(...statements);
    return statements;
  }

  /** The last statement of each quarter by its start, as a reader of the topic has it. */
  get told(): ReadonlyMap<number, ToldEnergy> {
    return new Map(this.statements.map(({ quarter: { startedAt, told } }) => [startedAt, told]));
  }

  /** What is current of each quarter, as a reader of the topic would have it: by start, without revisions. */
  get energy(): { startedAt: number; energyKwh: number; seconds: number; readings: number; quality: string }[] {
    return [...this.told]
      .sort(([a], [b]) => a - b)
      .flatMap(([startedAt, told]) => {
        if (told.withdrawn) return [];
        const { energyKwh, seconds, readings, quality } = told;
        return [{ startedAt, energyKwh, seconds, readings, quality }];
      });
  }

  get sumKwh(): number {
    return this.energy.reduce((sum, { energyKwh }) => sum + energyKwh, 0);
  }
}
