import { type Copy, type Found, type Place, type SetAside, type Statement, isSamePlace } from './found.js';
import {
  type Fate,
  type Outcome,
  delivered,
  enrichedFrom,
  inOrder,
  noFate,
  outcomeOfAside,
  returnedAs,
  setAsideAt,
} from './outcome.js';
import type { WayBack, WayBackOf } from './way-back.js';

/** What is known of one record at a stage that reads the topic it stands in. */
export interface Whereabouts {
  readonly state: 'taken' | 'in-flight' | 'missing' | 'lost' | 'unknown';
  /** When the stage booked that (ms since 1970); null where that is not known, or not so yet. */
  readonly at: number | null;
}

/** One record at one stage. */
export interface Hop extends Whereabouts, Outcome {
  readonly stage: string;
  /** Since when it is in flight (ms since 1970). */
  readonly since: number | null;
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

/** What was set aside, and what is known of its way back. */
export interface ToldAside extends WayBack {
  readonly aside: SetAside;
  /** What became of it when it came back; null before it was taken, and where that is not to be seen. */
  readonly fate: Fate | null;
  readonly reason: string | null;
}

export type State = 'in-flight' | 'missing' | 'lost' | Fate | 'unknown';

export interface Story {
  readonly state: State;
  readonly answers: readonly Answered[];
  readonly copies: readonly TakenCopy[];
  readonly revisions: readonly Stated[];
  readonly setAside: readonly ToldAside[];
}

/** Which stages read a topic, in the order of the flow; the warehouse's last. */
export type ReadersOf = (topic: string) => readonly string[];
export type WhereaboutsAt = (stage: string, place: Place) => Whereabouts;

export interface StoryOptions {
  readonly readersOf: ReadersOf;
  readonly whereabouts: WhereaboutsAt;
  readonly wayBackOf: WayBackOf;
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
  const setAside = inOrder(found.setAside).map((aside) => {
    const { fate, reason } = returnedAs(aside, found, options.wayBackOf);
    return { aside, ...options.wayBackOf(aside), fate, reason };
  });
  const story = { answers: answersIn(found), copies, revisions, setAside };
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

function hopsOfCopy(taken: Omit<TakenCopy, 'hops'>, found: Found, options: StoryOptions): readonly Hop[] {
  const { place, receivedAt, isTabled, copy } = taken;
  return hopsOf(place, receivedAt, options, (stage) => {
    const aside = setAsideAt(stage, place, found);
    if (stage === warehouseStage && aside === undefined) return isTabled ? delivered : noFate;
    // what was set aside and came back stands in a statement
    const enriched = stage === warehouseStage ? undefined : enrichedFrom(place, found, { copy, isFixed: false });
    return enriched ?? (aside === undefined ? noFate : outcomeOfAside(aside, found, options.wayBackOf));
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
    const aside = setAsideAt(stage, place, found);
    if (aside !== undefined) return outcomeOfAside(aside, found, options.wayBackOf);
    return stage !== warehouseStage || isTabled ? delivered : noFate;
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

/** Nobody can say what became of it; what ingest took again under another id is another record. */
const isOutOfSight = ({ aside, back, fate }: ToldAside): boolean =>
  back !== null && fate === null && (back.passage === 'unknown' || aside.origin !== null);

/** What matters most first: whether something is wrong, then whether it is on its way, then where it ended. */
function stateOf({ copies, revisions, setAside }: Omit<Story, 'state'>): State {
  const hops = [...copies, ...revisions].flatMap((each) => each.hops);
  for (const state of ['missing', 'lost', 'in-flight'] as const)
    if (hops.some((hop) => hop.state === state) || setAside.some(({ back }) => back?.passage === state)) return state;
  if (setAside.some(isOutOfSight)) return 'unknown';
  const latest = revisions.at(-1);
  const aside = latest?.hops.find(({ fate }) => fate === 'dead-lettered' || fate === 'quarantined');
  if (aside?.fate) return aside.fate;
  if (latest !== undefined) return 'delivered';
  if (copies.some((copy) => copy.hops.some(({ fate }) => fate === 'deduplicated'))) return 'deduplicated';
  return setAside.findLast(({ back }) => back === null)?.aside.fate ?? 'unknown';
}
