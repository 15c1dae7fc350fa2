// An interval rests on the readings of its quarter of an hour and on the next ones on both sides, and on nothing else: so
// the history of a meter can be cut between any two quarters, where each piece has those neighbours.

export interface HistoricReading {
  /** As the warehouse writes it. */
  readonly recordId: string;
  readonly revision: number;
  readonly source: string;
  readonly device: string;
  /** ms since 1970. */
  readonly observedAt: number;
  readonly property: string;
  readonly value: number;
  readonly quality: string;
  readonly zones: Readonly<Record<string, string>>;
}

/** The last statement of an interval. */
export interface HistoricInterval {
  readonly property: string;
  readonly startedAt: number;
  readonly source: string;
  readonly energyKwh: number;
  readonly seconds: number;
  readonly readings: number;
  readonly quality: string;
  readonly zones: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly withdrawn: boolean;
}

/** What the warehouse has of a meter in some time. */
export interface MeterRows {
  /** In total order; of each property also those of the next quarters before and after the time. */
  readonly readings: readonly HistoricReading[];
  /** Those of the time. */
  readonly intervals: readonly HistoricInterval[];
}

export interface MeterPiece extends MeterRows {
  readonly from: number;
  /** Null where it reaches to the newest quarter. */
  readonly until: number | null;
}

export interface MeterRange {
  /** Start of a quarter (ms since 1970). */
  readonly from: number;
  /** Start of the first quarter behind it; null for the newest. */
  readonly until: number | null;
  /** Rows that a piece holds at most, where it can be cut. */
  readonly mostRows: number;
}

export const quarterMs = 900_000;

/** Start of the quarter in which an instant lies. */
export const quarterOf = (at: number): number => Math.floor(at / quarterMs) * quarterMs;

/** The pieces of a time, none where nothing is known of it. */
export function meterPieces(rows: MeterRows, { from, until, mostRows }: MeterRange): MeterPiece[] {
  const end = until ?? Infinity;
  const own = [...rows.readings.map(({ observedAt }) => quarterOf(observedAt)), ...rows.intervals.map(startOf)]
    .filter((at) => at >= from && at < end)
    .sort((a, b) => a - b);
  if (own.length === 0) return [];
  const cuts = [from];
  let held = 0;
  for (const [i, at] of own.entries()) {
    const isNew = at !== own[i - 1];
    if (held >= mostRows && isNew) {
      cuts.push(at);
      held = 0;
    }
    held++;
  }
  return cuts.map((begin, i) => pieceBetween(rows, begin, cuts[i + 1] ?? until));
}

const startOf = ({ startedAt }: HistoricInterval): number => startedAt;

function pieceBetween({ readings, intervals }: MeterRows, from: number, until: number | null): MeterPiece {
  const end = until ?? Infinity;
  const ofProperty = Map.groupBy(readings, ({ property }) => property);
  const withNeighbours = [...ofProperty.values()].flatMap((its) => {
    const starts = its.map(({ observedAt }) => quarterOf(observedAt));
    const first = starts.findLast((at) => at < from) ?? from;
    const last = starts.find((at) => at >= end) ?? end;
    return its.filter((_, i) => (starts[i] ?? 0) >= first && (starts[i] ?? 0) <= last);
  });
  return {
    ...{ from, until, readings: withNeighbours },
    intervals: intervals.filter(({ startedAt }) => startedAt >= from && startedAt < end),
  };
}
