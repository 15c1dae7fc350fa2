/** Where a record stands on Kafka; the topic by its name in the catalogue. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A statement that stands on Kafka, and whether the warehouse has it as a row, too. */
export interface Standing {
  readonly place: Place;
  readonly isTabled: boolean;
}

/** What ingest took: one for each time that the record was sent. Times are ms since 1970. */
export interface Copy extends Standing {
  readonly recordId: string;
  readonly contentHash: string;
  readonly kind: string;
  readonly source: string;
  readonly device: string;
  readonly lane: string;
  readonly receivedAt: number;
  readonly observedAt: number;
}

/** The record as enrichment published it: one for each revision. */
export interface Statement extends Copy {
  readonly revision: number;
  readonly cause: string | null;
  readonly assetId: string | null;
  readonly placeReason: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly zones: Readonly<Record<string, string>>;
  readonly h3: string | null;
  readonly building: string | null;
  readonly storey: number | null;
  readonly masterDataAt: number | null;
  /** What it measured, where it says so; of a row nobody has asked. */
  readonly property: string | null;
}

/** A copy that the hub had already. */
export interface Repeat extends Standing {
  readonly recordId: string;
  readonly source: string;
  readonly kind: string;
  readonly stage: string;
  readonly receivedAt: number;
  readonly copy: Place;
  readonly first: Place;
}

/** A dead letter or a quarantined record. */
export interface SetAside extends Standing {
  readonly fate: 'dead-lettered' | 'quarantined';
  readonly recordId: string | null;
  readonly source: string;
  readonly stage: string;
  readonly kind: string;
  readonly reason: string;
  readonly detail: string;
  readonly receivedAt: number;
  readonly observedAt: number | null;
  /** What it was read from; null where ingest set it aside. */
  readonly origin: Place | null;
  readonly attempt: number;
  readonly size: number;
  /** Hex digits. */
  readonly sha256: string;
  /** Whether its bytes are kept, sealed. */
  readonly isKept: boolean;
}

/** Whatever is known of one record. */
export interface Found {
  readonly copies: readonly Copy[];
  readonly statements: readonly Statement[];
  readonly repeats: readonly Repeat[];
  readonly setAside: readonly SetAside[];
}

export const nothing: Found = { copies: [], statements: [], repeats: [], setAside: [] };

export const isNothing = (found: Found): boolean =>
  Object.values(found).every((items: readonly unknown[]) => items.length === 0);

const keyOf = ({ topic, partition, offset }: Place): string => `${topic}/${partition}/${offset}`;
export const isSamePlace = (one: Place, other: Place): boolean => keyOf(one) === keyOf(other);

/** Many as one, as they are. */
export const allOf = (found: readonly Found[]): Found => ({
  copies: found.flatMap(({ copies }) => copies),
  statements: found.flatMap(({ statements }) => statements),
  repeats: found.flatMap(({ repeats }) => repeats),
  setAside: found.flatMap(({ setAside }) => setAside),
});

/** Both together. What stands in both is told once, as the first has it: what the warehouse has goes first. */
export function together(first: Found, second: Found): Found {
  const merged = <T extends Standing & { readonly receivedAt: number }>(
    some: readonly T[],
    more: readonly T[],
  ): T[] => {
    const byPlace = new Map([...more, ...some].map((item) => [keyOf(item.place), item]));
    return [...byPlace.values()].sort((a, b) => a.receivedAt - b.receivedAt || a.place.offset - b.place.offset);
  };
  return {
    copies: merged(first.copies, second.copies),
    statements: merged(first.statements, second.statements).sort((a, b) => a.revision - b.revision),
    repeats: merged(first.repeats, second.repeats),
    setAside: merged(first.setAside, second.setAside),
  };
}

/** What of it is of one source. */
export const ofSource = (source: string, { copies, statements, repeats, setAside }: Found): Found => ({
  copies: copies.filter((item) => item.source === source),
  statements: statements.filter((item) => item.source === source),
  repeats: repeats.filter((item) => item.source === source),
  setAside: setAside.filter((item) => item.source === source),
});
