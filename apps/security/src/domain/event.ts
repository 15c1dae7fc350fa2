import type { FactRecord } from '@naru/facts';

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** Zone id by kind of zone. */
export type Zones = Readonly<Record<string, string>>;

export const severities = ['unknown', 'informational', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const highestOf = (a: Severity, b: Severity): Severity =>
  severities.indexOf(a) >= severities.indexOf(b) ? a : b;

/** Something that a security source reported of an asset. */
export interface SecurityEvent extends FactRecord {
  readonly activity: string;
  readonly actor: string | null;
  /** False for what comes from imports and backfills: it raises no incident. */
  readonly isLive: boolean;
  readonly point: Point | null;
  readonly zones: Zones;
}
