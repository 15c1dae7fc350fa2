import type { Position } from '../ground/streets.js';

export const sources = {
  bays: { kind: 'parking/observations', owner: 'City parking' },
  garages: { kind: 'parking/counts', owner: 'City parking' },
  meters: { kind: 'energy/readings', owner: 'City energy' },
  guards: { kind: 'security/events', owner: 'City security' },
  traffic: { kind: 'mobility/events', owner: 'City traffic' },
  air: { kind: 'environment/observations', owner: 'City environment' },
} as const;

export type SourceName = keyof typeof sources;

/** A record as its source would send it, before anything goes wrong with it. */
export interface MadeRecord {
  readonly source: SourceName;
  readonly id: string;
  readonly device: string;
  /** Milliseconds since 1970. */
  readonly observedAt: number;
  readonly point?: Position;
  readonly fields: Readonly<Record<string, string | number>>;
}

/** The canonical JSON that ingest takes. */
export function toJson(record: MadeRecord): Record<string, unknown> {
  return {
    id: record.id,
    device: record.device,
    observedAt: new Date(record.observedAt).toISOString(),
    ...(record.point && { point: { longitude: record.point[0], latitude: record.point[1] } }),
    ...record.fields,
  };
}
