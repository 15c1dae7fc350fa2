import type { FactRecord } from '@naru/facts';

export type Occupation = 'unknown' | 'free' | 'occupied';

export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** Zone id by kind of zone. */
export type Zones = Readonly<Record<string, string>>;

/** Where a bay was when it was observed, as the master data had it. */
export interface Place {
  /** Whether the master data knew the bay. */
  readonly known: boolean;
  readonly point: Point | null;
  readonly zones: Zones;
}

/** What an observation says of the stays in a bay. */
export interface SeenState extends FactRecord {
  /** The bay; where the master data knows none, the device. */
  readonly bayId: string;
  readonly state: Occupation;
  readonly place: Pick<Place, 'zones'>;
}

/** A bay was seen free or occupied. */
export interface BayObservation extends SeenState {
  readonly device: string;
  readonly receivedAt: number;
  readonly quality: string;
  readonly place: Place;
}
