// A recompute begins and ends where no session stands: there what comes before and what comes after can't change each
// other. Only a free record makes sure of that, and only where no session was told across it: one that was told wrong
// has to be in the piece that puts it right.

export interface HistoricObservation {
  /** 32 hex digits. */
  readonly recordId: string;
  readonly revision: number;
  readonly source: string;
  /** ms since 1970. */
  readonly observedAt: number;
  readonly state: 'unknown' | 'free' | 'occupied';
  readonly zones: Readonly<Record<string, string>>;
}

/** The last statement of a session. */
export interface HistoricSession {
  readonly sessionId: string;
  readonly openingRecordId: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly zones: Readonly<Record<string, string>>;
  readonly revision: number;
  readonly cause: string | null;
  readonly withdrawn: boolean;
}

/** What the warehouse has of a bay, from some time on. */
export interface BayRows {
  /** In total order; those that repeat the state before them are left out. */
  readonly observations: readonly HistoricObservation[];
  readonly sessions: readonly HistoricSession[];
  /** Whether nothing was left out before the first. */
  readonly isFromBeginning: boolean;
}

export interface Piece {
  readonly from: number;
  /** Null where it reaches to the latest observation. */
  readonly until: number | null;
  /** The last before `from`, and those of the time. */
  readonly observations: readonly HistoricObservation[];
  /** Those that began in the time. */
  readonly sessions: readonly HistoricSession[];
}

export interface Range {
  /** ms since 1970; the piece begins at the last boundary before. */
  readonly from: number;
  /** It ends at the first boundary from there on; null for the latest observation. */
  readonly to: number | null;
  /** Rows that a piece holds at most, where it can be cut. */
  readonly mostRows: number;
}

/**
 * The pieces that a recompute of the range is made of. 'further-back' where the boundary lies before these rows; none
 * where the bay has no boundary at all.
 */
export function piecesOf(rows: BayRows, { from, to, mostRows }: Range): readonly Piece[] | 'further-back' {
  const boundaries = boundariesOf(rows);
  const begin = boundaries.findLast((moment) => moment <= from);
  if (begin === undefined && !rows.isFromBeginning) return 'further-back';
  const start = begin ?? boundaries[0];
  if (start === undefined) return [];
  const end = to === null ? undefined : boundaries.find((moment) => moment >= to && moment > start);
  const inside = boundaries.filter((moment) => moment > start && moment < (end ?? Infinity));
  return cut(rows, [start, ...inside, end ?? null], mostRows);
}

/** Moments at which nobody stood in the bay, neither by its observations nor by what was told. */
export function boundariesOf({ observations, sessions, isFromBeginning }: BayRows): number[] {
  const openings = new Map(observations.map(({ recordId, observedAt }) => [recordId, observedAt]));
  const spans = sessions.map((session) => spanOf(session, openings.get(session.openingRecordId)));
  const isEmpty = (moment: number): boolean => spans.every(({ from, until }) => from >= moment || until < moment);
  const moments = isFromBeginning ? beginningOf(observations, sessions, openings) : [];
  for (const [i, { state, observedAt }] of observations.entries()) {
    const before = observations[i - 1]?.state;
    // the first row may only repeat what was before it, and then nobody knows since when the bay was free
    const isTurn = state === 'free' && before !== 'free' && (i > 0 || isFromBeginning);
    const next = observations[i + 1]?.observedAt ?? Infinity;
    if (isTurn && next > observedAt) moments.push(observedAt + 1);
  }
  return moments.filter(isEmpty);
}

/** Where everything begins that is known: sessions whose opening record is not known any more were there before. */
function beginningOf(
  [first]: readonly HistoricObservation[],
  sessions: readonly HistoricSession[],
  openings: ReadonlyMap<string, number>,
): number[] {
  if (first === undefined) return [];
  const told = sessions.filter(({ openingRecordId }) => openings.has(openingRecordId));
  return [Math.min(first.observedAt, ...told.map(({ startedAt }) => startedAt))];
}

/** From when to when a session was told, or would be: a correction may have moved the record that opens it. */
function spanOf({ startedAt, endedAt, withdrawn }: HistoricSession, openedAt = startedAt) {
  const until = withdrawn ? startedAt : (endedAt ?? Infinity);
  return { from: Math.min(startedAt, openedAt), until: Math.max(until, openedAt) };
}

function cut(rows: BayRows, boundaries: readonly (number | null)[], mostRows: number): Piece[] {
  const pieces: Piece[] = [];
  let [from] = boundaries;
  let fitting: Piece | undefined;
  for (const until of boundaries.slice(1)) {
    if (from === null || from === undefined) break;
    const piece = pieceBetween(rows, from, until);
    const isFull = piece.observations.length + piece.sessions.length > mostRows;
    if (isFull && fitting?.until != null) {
      pieces.push(fitting);
      from = fitting.until;
      fitting = pieceBetween(rows, from, until);
    } else fitting = piece;
  }
  return fitting === undefined ? pieces : [...pieces, fitting];
}

function pieceBetween({ observations, sessions }: BayRows, from: number, until: number | null): Piece {
  const end = until ?? Infinity;
  const first = observations.findIndex(({ observedAt }) => observedAt >= from);
  const begin = Math.max(0, (first === -1 ? observations.length : first) - 1);
  return {
    from,
    until,
    observations: observations.slice(begin).filter(({ observedAt }) => observedAt < end),
    sessions: sessions.filter(({ startedAt }) => startedAt >= from && startedAt < end),
  };
}
