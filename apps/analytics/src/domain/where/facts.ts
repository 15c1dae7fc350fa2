// What services behind enrichment made of records. A session names the record that opens it, a detection those that
// completed it; an interval names none. What else a record became part of is told by what both are about: the same asset,
// and the time when the record was seen.
import type { Found, Standing } from './found.js';

/** An interval is a quarter of an hour. */
export const quarterMs = 900_000;

export type FactKind = 'parking/sessions' | 'energy/intervals' | 'security/detections';

/** One revision of a fact. Times are ms since 1970. */
export interface Fact extends Standing {
  readonly kind: FactKind;
  readonly factId: string;
  readonly assetId: string;
  /** The property that an interval is of, the rule of a detection. */
  readonly about: string | null;
  readonly from: number;
  /** null while it lasts. */
  readonly to: number | null;
  readonly revision: number;
  readonly cause: string | null;
  readonly withdrawn: boolean;
  /** Records that it names. */
  readonly recordIds: readonly string[];
}

/** A record as a service sees it that makes facts. */
export interface Seen {
  readonly kind: FactKind;
  readonly recordId: string;
  /** Asset; where none is known, the device. */
  readonly assetId: string;
  readonly at: number;
}

/**
 * opens: it names the record as the one that opens it. completes: it names the record among those that completed it. ends:
 * it ended when the record was seen. within: the record was seen in its time.
 */
export type Part = 'opens' | 'completes' | 'ends' | 'within';

export interface ToldFact {
  readonly fact: Fact;
  readonly part: Part;
}

const factsOfKind: Readonly<Record<string, FactKind>> = {
  'parking/observations': 'parking/sessions',
  'energy/readings': 'energy/intervals',
  'security/events': 'security/detections',
};

/** The places and times at which a record was seen; a revision may have moved it. */
export function seenIn({ statements }: Found): readonly Seen[] {
  const seen = statements.flatMap(({ kind: ofRecord, recordId, assetId, device, observedAt: at }): Seen[] => {
    const kind = factsOfKind[ofRecord];
    return kind === undefined ? [] : [{ kind, recordId, assetId: assetId ?? device, at }];
  });
  return [...new Map(seen.map((each) => [`${each.assetId} ${each.at}`, each])).values()];
}

/** Facts as they stand, each in its highest revision, that a record has a part in; in the order of their time. */
export function partsIn(facts: readonly Fact[], seen: readonly Seen[]): readonly ToldFact[] {
  const current = new Map<string, Fact>();
  for (const fact of facts) {
    const other = current.get(fact.factId);
    if (other === undefined || fact.revision > other.revision || (fact.isTabled && fact.revision === other.revision))
      current.set(fact.factId, fact);
  }
  return [...current.values()]
    .flatMap((fact) => {
      const part = seen.map((each) => partIn(fact, each)).find((each) => each !== undefined);
      return part === undefined ? [] : [{ fact, part }];
    })
    .sort((a, b) => a.fact.from - b.fact.from);
}

function partIn(fact: Fact, { kind, recordId, assetId, at }: Seen): Part | undefined {
  if (fact.kind !== kind) return undefined;
  if (fact.recordIds.includes(recordId)) return kind === 'parking/sessions' ? 'opens' : 'completes';
  // a detection names all that it rests on, or the last of many
  if (kind === 'security/detections' || fact.assetId !== assetId) return undefined;
  if (at < fact.from || (fact.to !== null && at > fact.to)) return undefined;
  if (at !== fact.to) return 'within';
  // a register tells of the quarter that it ends, too; a power only of the one that it begins
  if (kind === 'energy/intervals') return fact.about === 'active-power' ? undefined : 'within';
  return 'ends';
}
