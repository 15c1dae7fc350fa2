import type { Copy, Found, Place, SetAside } from './found.js';

/** Which records of a source are meant: by when they were seen. */
export interface Wanted {
  readonly source: string;
  /** What could not be read has none, and is listed all the same. */
  readonly device?: string | undefined;
  /** [from, to) of `observedAt`; of `receivedAt` where that could not be read (ms since 1970). */
  readonly from: number;
  readonly to: number;
}

/** A place in the listing: that of the last one that was shown. */
export interface Listed extends Place {
  readonly receivedAt: number;
}

/** A record that may be the one that somebody looks for: as ingest took it, or set it aside. */
export type Candidate =
  { readonly fate: 'delivered'; readonly taken: Copy } | { readonly fate: SetAside['fate']; readonly taken: SetAside };

const listedOf = ({ taken: { receivedAt, place } }: Candidate): Listed => ({ receivedAt, ...place });

const isBehind = (one: Listed, other: Listed): boolean => compare(one, other) > 0;

function compare(one: Listed, other: Listed): number {
  if (one.topic !== other.topic && one.receivedAt === other.receivedAt) return one.topic < other.topic ? -1 : 1;
  return one.receivedAt - other.receivedAt || one.partition - other.partition || one.offset - other.offset;
}

export const isWanted = ({ source, device, from, to }: Wanted, record: Copy | SetAside): boolean => {
  if (device !== undefined && 'device' in record && record.device !== device) return false;
  const at = record.observedAt ?? record.receivedAt;
  return record.source === source && at >= from && at < to;
};

/** A page of what ingest took or set aside, in the order of receipt. */
export function pageOf(
  { copies, setAside }: Found,
  wanted: Wanted,
  { after, limit }: { readonly after: Listed | undefined; readonly limit: number },
): { readonly items: readonly Candidate[]; readonly last: Listed | undefined } {
  const candidates: Candidate[] = [
    ...copies.map((taken) => ({ fate: 'delivered', taken }) as const),
    ...setAside.filter(({ stage }) => stage === 'ingest').map((taken) => ({ fate: taken.fate, taken })),
  ];
  const sorted = candidates
    .filter(({ taken }) => isWanted(wanted, taken))
    .filter((candidate) => after === undefined || isBehind(listedOf(candidate), after))
    .sort((a, b) => compare(listedOf(a), listedOf(b)));
  const items = sorted.slice(0, limit);
  const last = items.at(-1);
  return { items, last: sorted.length > limit && last !== undefined ? listedOf(last) : undefined };
}

export const listedText = ({ receivedAt, topic, partition, offset }: Listed): string =>
  `${receivedAt} ${topic} ${partition} ${offset}`;

/** The place in a listing that a text names; undefined where it names none. */
export function listedFrom(text: string): Listed | undefined {
  const [, receivedAt, topic, partition, offset] = /^(-?\d{1,15}) (\S{1,200}) (\d{1,9}) (\d{1,15})$/.exec(text) ?? [];
  if (topic === undefined) return undefined;
  return { receivedAt: Number(receivedAt), topic, partition: Number(partition), offset: Number(offset) };
}
