// Windows over event time (Akidau et al., The Dataflow Model, VLDB 2015). Pure: which windows an instant belongs to, and
// how sessions grow, depends on the instants alone and never on the order in which they come.

/** A span of time [startedAt, endsAt), ms since 1970, UTC. */
export interface Window {
  readonly startedAt: number;
  readonly endsAt: number;
}

/**
 * The window of `sizeMs` that holds an instant: windows lie end to end, one of them begins at `alignedAt` (ms; 0 by
 * default, the epoch).
 */
export function tumblingWindowOf(at: number, sizeMs: number, alignedAt = 0): Window {
  const startedAt = alignedAt + Math.floor((at - alignedAt) / sizeMs) * sizeMs;
  return { startedAt, endsAt: startedAt + sizeMs };
}

/** The windows of `sizeMs` that hold an instant, earliest first, where one begins every `hopMs`. */
export function hoppingWindowsOf(at: number, sizeMs: number, hopMs: number, alignedAt = 0): Window[] {
  const windows: Window[] = [];
  const latest = tumblingWindowOf(at, hopMs, alignedAt).startedAt;
  for (let startedAt = latest; startedAt > at - sizeMs; startedAt -= hopMs)
    windows.unshift({ startedAt, endsAt: startedAt + sizeMs });
  return windows;
}

/** A session: instants that follow each other within a gap. */
export interface Session {
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

export interface NextSessions {
  /** All of them, earliest first, more than a gap apart. */
  readonly sessions: readonly Session[];
  /** The one that holds the instant now. */
  readonly grown: Session;
  /** Those that it took in: none, the one that it extends, or the two that it joins. Their facts are withdrawn or revised. */
  readonly joined: readonly Session[];
}

/** The sessions after one more instant. An instant exactly `gapMs` after the last one still belongs to its session. */
export function withInstant(sessions: readonly Session[], at: number, gapMs: number): NextSessions {
  const touches = ({ firstAt, lastAt }: Session): boolean => at >= firstAt - gapMs && at <= lastAt + gapMs;
  const joined = sessions.filter(touches);
  const grown = {
    firstAt: Math.min(at, ...joined.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(at, ...joined.map(({ lastAt }) => lastAt)),
    count: joined.reduce((sum, { count }) => sum + count, 1),
  };
  const others = sessions.filter((session) => !touches(session));
  return { sessions: [...others, grown].sort((a, b) => a.firstAt - b.firstAt), grown, joined };
}

/** Whether nothing in time can change a window any more: the clock has passed its end and the lateness that is allowed. */
export const isClosed = ({ endsAt }: Pick<Window, 'endsAt'>, clock: number, latenessMs: number): boolean =>
  clock >= endsAt + latenessMs;
