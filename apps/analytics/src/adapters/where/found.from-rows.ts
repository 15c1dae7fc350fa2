import type { Copy, Place, Repeat, SetAside, Statement } from '../../domain/where/found.js';

/** A row as JSONEachRow has it, under the names that the queries give; times are ISO 8601. */
export type Row = Place & Readonly<Record<string, unknown>>;

const text = (value: unknown): string => value as string;
const textOrNull = (value: unknown): string | null => value as string | null;
const numberOrNull = (value: unknown): number | null => value as number | null;
const instant = (value: unknown): number => Date.parse(value as string);
const instantOrNull = (value: unknown): number | null => (value === null ? null : instant(value));

const standing = ({ topic, partition, offset }: Row) => ({ place: { topic, partition, offset }, isTabled: true });

export const copyOf = (row: Row): Copy => ({
  ...standing(row),
  recordId: text(row.recordId),
  contentHash: text(row.contentHash),
  kind: text(row.kind),
  source: text(row.source),
  device: text(row.device),
  lane: text(row.lane),
  receivedAt: instant(row.receivedAt),
  observedAt: instant(row.observedAt),
});

export const statementOf = (row: Row): Statement => ({
  ...copyOf(row),
  revision: row.revision as number,
  cause: textOrNull(row.cause),
  assetId: textOrNull(row.assetId),
  placeReason: textOrNull(row.placeReason),
  longitude: numberOrNull(row.longitude),
  latitude: numberOrNull(row.latitude),
  zones: row.zones as Statement['zones'],
  h3: textOrNull(row.h3),
  building: textOrNull(row.building),
  storey: numberOrNull(row.storey),
  masterDataAt: instantOrNull(row.masterDataAt),
  property: null,
});

export const repeatOf = (row: Row): Repeat => ({
  ...standing(row),
  recordId: text(row.recordId),
  source: text(row.source),
  kind: text(row.kind),
  stage: text(row.stage),
  receivedAt: instant(row.receivedAt),
  copy: { topic: text(row.originTopic), partition: row.originPartition as number, offset: row.originOffset as number },
  first: { topic: text(row.firstTopic), partition: row.firstPartition as number, offset: row.firstOffset as number },
});

export const setAsideOf = (fate: SetAside['fate'], row: Row): SetAside => ({
  ...standing(row),
  fate,
  recordId: textOrNull(row.recordId),
  source: text(row.source),
  stage: text(row.stage),
  kind: text(row.kind),
  reason: text(row.reason),
  detail: text(row.detail),
  receivedAt: instant(row.receivedAt),
  observedAt: instantOrNull(row.observedAt),
  origin:
    row.originTopic === null
      ? null
      : { topic: text(row.originTopic), partition: row.originPartition as number, offset: row.originOffset as number },
  attempt: row.attempt as number,
  size: row.size as number,
  sha256: text(row.hash),
  isKept: Boolean(row.isKept),
});
