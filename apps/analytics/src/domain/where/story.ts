import { type Copy, type Found, type Place, type SetAside, type Statement, isSamePlace } from './found.js';

/** What is known of one record at a stage that reads the topic it stands in. */
export interface Whereabouts {
  readonly state: 'taken' | 'in-flight' | 'missing' | 'lost' | 'unknown';
  /** When the stage booked that (ms since 1970); null where that is not known, or not so yet. */
  readonly at: number | null;
}

export type Fate = 'delivered' | 'deduplicated' | 'dead-lettered' | 'quarantined';

/** One record at one stage. */
export interface Hop extends Whereabouts {
  readonly stage: string;
  /** Since when it is in flight (ms since 1970). */
  readonly since: number | null;
  /** What became of it there; null before it was taken, and where what the stage wrote is not to be seen yet. */
  readonly fate: Fate | null;
  readonly reason: string | null;
  /** The first copy, where this one is a duplicate. */
  readonly against: Place | null;
  /** Revision as which it was published. */
  readonly revision: number | null;
}

/** What ingest answered to whoever sent it. */
export interface Answered {
  readonly at: number;
  readonly fate: Fate;
  readonly reason: string | null;
  readonly detail: string | null;
}

export interface TakenCopy extends Pick<Copy, 'place' | 'receivedAt' | 'isTabled'> {
  readonly copy: Copy | null;
  readonly hops: readonly Hop[];
}

export interface Stated {
  readonly statement: Statement;
  readonly hops: readonly Hop[];
}

export type State = 'in-flight' | 'missing' | 'lost' | Fate | 'unknown';

export interface Story {
  readonly state: State;
  readonly answers: readonly Answered[];
  readonly copies: readonly TakenCopy[];
  readonly revisions: readonly Stated[];
  readonly setAside: readonly SetAside[];
}

/** Which stages read a topic, in the order of the flow; the warehouse's last. */
export type ReadersOf = (topic: string) => readonly string[];
export type WhereaboutsAt = (stage: string, place: Place) => Whereabouts;

export interface StoryOptions {
  readonly readersOf: ReadersOf;
  readonly whereabouts: WhereaboutsAt;
}

const warehouseStage = 'analytics';
const ingest = 'ingest';

/** What became of a record, from what was found of it and how far each stage is. Guesses nothing. */
export function tellStory(found: Found, options: StoryOptions): Story {
  const copies = copiesIn(found).map((taken) => ({ ...taken, hops: hopsOfCopy(taken, found, options) }));
  const revisions = found.statements.map((statement) => ({
    statement,
    hops: hopsOfStatement(statement, copies, found, options),
  }));
  const story = { answers: answersIn(found), copies, revisions, setAside: found.setAside };
  return { ...story, state: stateOf(story) };
}

/** Copies that stand in a raw topic, and those that only a line about a duplicate tells of. */
function copiesIn({ copies, repeats }: Found): Omit<TakenCopy, 'hops'>[] {
  const told = copies.map((copy) => ({
    copy,
    place: copy.place,
    receivedAt: copy.receivedAt,
    isTabled: copy.isTabled,
  }));
  const untold = repeats
    .filter(({ copy }) => !told.some(({ place }) => isSamePlace(place, copy)))
    .map(({ copy: place, receivedAt }) => ({ copy: null, place, receivedAt, isTabled: false }));
  return [...told, ...untold].sort((a, b) => a.receivedAt - b.receivedAt || a.place.offset - b.place.offset);
}

/** What comes back out of what was set aside keeps its `receivedAt`: its sender has heard of it the first time only. */
function answersIn({ copies, setAside }: Found): readonly Answered[] {
  const refused = setAside.filter(({ stage, attempt }) => stage === ingest && attempt === 0);
  const taken = copies.filter((copy) => !refused.some(({ receivedAt }) => receivedAt === copy.receivedAt));
  return [
    ...taken.map(({ receivedAt: at }): Answered => ({ at, fate: 'delivered', reason: null, detail: null })),
    ...refused.map(({ receivedAt: at, fate, reason, detail }): Answered => ({
      at,
      fate,
      reason,
      detail: detail || null,
    })),
  ].sort((a, b) => a.at - b.at);
}

const noFate = { fate: null, reason: null, against: null, revision: null } as const;
type Outcome = Pick<Hop, 'fate' | 'reason' | 'against' | 'revision'>;

function hopsOfCopy(taken: Omit<TakenCopy, 'hops'>, found: Found, options: StoryOptions): readonly Hop[] {
  const { place, receivedAt, isTabled, copy } = taken;
  return hopsOf(place, receivedAt, options, (stage) => {
    const setAside = setAsideAt(stage, place, found);
    if (stage === warehouseStage) return setAside ?? (isTabled ? { ...noFate, fate: 'delivered' } : noFate);
    const repeat = found.repeats.find((each) => isSamePlace(each.copy, place));
    if (repeat !== undefined) return { ...noFate, fate: 'deduplicated', against: repeat.first };
    // a revision for another reason has a copy's content, too, and isn't made of it
    const published = found.statements.filter(
      ({ contentHash, cause }) => contentHash === copy?.contentHash && (cause === null || cause === 'correction'),
    );
    // what was set aside and came back stands in a statement
    if (published.length === 0) return setAside ?? noFate;
    return { ...noFate, fate: 'delivered', revision: published.length === 1 ? (published[0]?.revision ?? null) : null };
  });
}

function hopsOfStatement(
  statement: Statement,
  copies: readonly TakenCopy[],
  found: Found,
  options: StoryOptions,
): readonly Hop[] {
  const { place, isTabled, receivedAt, revision, cause } = statement;
  const publishing = copies
    .flatMap(({ hops }) => hops)
    .find((hop) => hop.fate === 'delivered' && hop.revision === revision);
  const since = publishing?.at ?? (cause === null || cause === 'correction' ? receivedAt : null);
  return hopsOf(place, since, options, (stage) => {
    const setAside = setAsideAt(stage, place, found);
    if (setAside !== undefined) return setAside;
    return stage !== warehouseStage || isTabled ? { ...noFate, fate: 'delivered' } : noFate;
  });
}

function hopsOf(
  place: Place,
  since: number | null,
  { readersOf, whereabouts }: StoryOptions,
  outcomeAt: (stage: string) => Outcome,
): readonly Hop[] {
  return readersOf(place.topic).map((stage) => {
    const where = whereabouts(stage, place);
    const isTaken = where.state === 'taken';
    const outcome = isTaken ? outcomeAt(stage) : noFate;
    return { stage, ...where, ...outcome, since: where.state === 'in-flight' ? since : null };
  });
}

function setAsideAt(stage: string, place: Place, { setAside }: Found): Outcome | undefined {
  const found = setAside.find(
    ({ stage: its, origin }) => its === stage && origin !== null && isSamePlace(origin, place),
  );
  return found && { ...noFate, fate: found.fate, reason: found.reason };
}

/** What matters most first: whether something is wrong, then whether it is on its way, then where it ended. */
function stateOf({ copies, revisions, setAside }: Omit<Story, 'state'>): State {
  const hops = [...copies, ...revisions].flatMap((each) => each.hops);
  for (const state of ['missing', 'lost', 'in-flight'] as const)
    if (hops.some((hop) => hop.state === state)) return state;
  const latest = revisions.at(-1);
  const aside = latest?.hops.find(({ fate }) => fate === 'dead-lettered' || fate === 'quarantined');
  if (aside?.fate) return aside.fate;
  if (latest !== undefined) return 'delivered';
  if (copies.some((copy) => copy.hops.some(({ fate }) => fate === 'deduplicated'))) return 'deduplicated';
  return setAside.at(-1)?.fate ?? 'unknown';
}
