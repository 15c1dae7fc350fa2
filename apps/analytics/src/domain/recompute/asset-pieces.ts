// A detection rests on events of no more than a quarter of an hour, and takes them: so the history of an asset can be cut
// anywhere, where each piece has the events of a quarter of an hour behind it and the detections of the one before it.

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

export interface HistoricEvent {
  /** 32 hex digits, as all ids here. */
  readonly recordId: string;
  readonly revision: number;
  readonly source: string;
  /** ms since 1970. */
  readonly observedAt: number;
  readonly activity: string;
  readonly actor: string | null;
  readonly isLive: boolean;
  readonly point: Point | null;
  readonly zones: Readonly<Record<string, string>>;
}

/** The last statement of a detection. */
export interface HistoricDetection {
  readonly detectionId: string;
  readonly rule: string;
  readonly severity: 'unknown' | 'informational' | 'low' | 'medium' | 'high' | 'critical';
  readonly actor: string | null;
  readonly firstObservedAt: number;
  readonly observedAt: number;
  readonly recordIds: readonly string[];
  readonly point: Point | null;
  readonly zones: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly withdrawn: boolean;
}

/** What the warehouse has of an asset in some time. */
export interface AssetRows {
  /** In total order; with those of a quarter of an hour behind the time. */
  readonly events: readonly HistoricEvent[];
  /** With those of a quarter of an hour before the time, and all whose first record was corrected. */
  readonly detections: readonly HistoricDetection[];
  /** When corrected records are, by their ids (ms since 1970). */
  readonly moved: ReadonlyMap<string, number>;
}

export interface AssetPiece {
  readonly from: number;
  /** Null where it reaches to the newest event. */
  readonly until: number | null;
  /** Those of the time, and of a quarter of an hour behind it. */
  readonly events: readonly HistoricEvent[];
  /** Those that begin in the time. */
  readonly detections: readonly HistoricDetection[];
  /** Those that began in the quarter of an hour before. */
  readonly earlier: readonly HistoricDetection[];
}

/** From when to when an asset is computed anew, and which part of that these rows are of (ms since 1970). */
export interface AssetRange {
  readonly whole: Span;
  readonly from: number;
  /** Null for the newest event. */
  readonly until: number | null;
  /** Events that begin in a piece at most, where it can be cut. */
  readonly mostEvents: number;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** No rule looks further than so long a time (ms). */
export const longestMs = 900_000;

/**
 * The end of a range that is to end at `to`: what happened there may have changed how events are shared out among
 * detections, until for so long nothing happened. `times` are those of the events from a quarter of an hour before on,
 * in order.
 */
export function quietFrom(to: number, times: readonly number[]): number {
  let end = to;
  for (const at of times) {
    if (at >= end) break;
    end = Math.max(end, at + longestMs);
  }
  return end;
}

/** The pieces of a time, none where nothing is known of it. */
export function assetPieces(rows: AssetRows, range: AssetRange): AssetPiece[] {
  const { from, until, mostEvents } = range;
  const times = rows.events.map(({ observedAt }) => observedAt).filter((at) => at >= from && at < (until ?? Infinity));
  const cuts = [from];
  let held = 0;
  for (const [i, at] of times.entries()) {
    if (held >= mostEvents && at !== times[i - 1]) {
      cuts.push(at);
      held = 0;
    }
    held++;
  }
  return cuts
    .map((begin, i) => pieceBetween(rows, range.whole, begin, cuts[i + 1] ?? until))
    .filter(({ events, detections }) => events.length + detections.length > 0);
}

function pieceBetween({ events, detections, moved }: AssetRows, whole: Span, from: number, until: number | null) {
  const end = until ?? Infinity;
  const isIn = (at: number, span: Span): boolean => at >= span.from && at < span.until;
  // one whose first record was moved out of the range has to be told where it was
  const movedTo = ({ recordIds: [first = ''], firstObservedAt }: HistoricDetection): number => {
    const at = moved.get(first) ?? firstObservedAt;
    return isIn(at, whole) ? at : firstObservedAt;
  };
  return {
    ...{ from, until },
    events: events.filter(({ observedAt }) => isIn(observedAt, { from, until: end + longestMs })),
    detections: detections.filter((told) => isIn(movedTo(told), { from, until: end })),
    earlier: detections.filter(
      ({ recordIds: [first = ''], firstObservedAt, withdrawn }) =>
        !withdrawn &&
        isIn(firstObservedAt, { from: from - longestMs, until: from }) &&
        (moved.get(first) ?? firstObservedAt) === firstObservedAt,
    ),
  };
}
