import { type Copy, type Found, type Place, type SetAside, isSamePlace } from './found.js';
import { type WayBackOf, againAfter } from './way-back.js';

export type Fate = 'delivered' | 'deduplicated' | 'dead-lettered' | 'quarantined';

/** What became of a record at a stage. */
export interface Outcome {
  /** null before it was taken, and where what the stage wrote is not to be seen yet. */
  readonly fate: Fate | null;
  readonly reason: string | null;
  /** The first copy, where this one is a duplicate. */
  readonly against: Place | null;
  /** Revision as which it was published. */
  readonly revision: number | null;
}

export const noFate: Outcome = { fate: null, reason: null, against: null, revision: null };
export const delivered: Outcome = { ...noFate, fate: 'delivered' };
const outcomeOf = ({ fate, reason }: SetAside): Outcome => ({ ...noFate, fate, reason });
const enrichment = 'enrichment';

/** What enrichment made of a copy, as far as that is to be seen. */
export function enrichedFrom(
  place: Place,
  { copies, repeats, statements }: Found,
  { copy, isFixed }: { readonly copy: Copy | null; readonly isFixed: boolean },
): Outcome | undefined {
  const repeat = repeats.find((each) => isSamePlace(each.copy, place));
  if (repeat !== undefined) return { ...noFate, fate: 'deduplicated', against: repeat.first };
  const isIts = (hash: string): boolean =>
    hash === copy?.contentHash || (isFixed && copies.every(({ contentHash }) => contentHash !== hash));
  // a revision for another reason has a copy's content, too, and isn't made of it
  const published = statements.filter(
    ({ contentHash, cause }) => isIts(contentHash) && (cause === null || cause === 'correction'),
  );
  if (published.length === 0) return undefined;
  return { ...noFate, fate: 'delivered', revision: published.length === 1 ? (published[0]?.revision ?? null) : null };
}

/** In the order of the attempts: one that comes back may be set aside again. */
export const inOrder = (setAside: readonly SetAside[]): readonly SetAside[] =>
  setAside.toSorted((a, b) => a.receivedAt - b.receivedAt || a.attempt - b.attempt);

/** What a stage set aside of a topic; the last time, where it came back and was set aside again. */
export function setAsideAt(stage: string, place: Place, { setAside }: Found): SetAside | undefined {
  return inOrder(setAside).findLast(
    ({ stage: its, origin }) => its === stage && origin !== null && isSamePlace(origin, place),
  );
}

/** What became of a record at the stage that set it aside, and may have taken it back since. */
export function outcomeOfAside(aside: SetAside, found: Found, wayBackOf: WayBackOf): Outcome {
  const { back } = wayBackOf(aside);
  return back === null || back.passage === 'in-flight' ? outcomeOf(aside) : returnedAs(aside, found, wayBackOf);
}

/** What a stage made of a record that came back to it. */
export function returnedAs(aside: SetAside, found: Found, wayBackOf: WayBackOf): Outcome {
  const { back } = wayBackOf(aside);
  if (back === null) return noFate;
  const again = againAfter(aside, back.attempt, found);
  if (again !== undefined) return outcomeOf(again);
  if (back.passage === 'in-flight') return noFate;
  const { stage, origin, receivedAt } = aside;
  if (origin === null) return found.copies.some((copy) => copy.receivedAt === receivedAt) ? delivered : noFate;
  // what else a stage makes of it names no record: it is delivered where nothing says otherwise
  if (stage !== enrichment) return back.passage === 'taken' ? delivered : noFate;
  const copy = found.copies.find(({ place }) => isSamePlace(place, origin)) ?? null;
  return enrichedFrom(origin, found, { copy, isFixed: back.isFixed }) ?? noFate;
}
