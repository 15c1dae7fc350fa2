import type { Area } from '@naru/geo';
import type { Versioned } from './history.js';

/** A version of an area of the city. */
export interface Zone extends Versioned {
  /** Unique within its kind. */
  readonly zoneId: string;
  readonly kind: string;
  /** Name by language (BCP 47). */
  readonly names: Readonly<Record<string, string>>;
  /** '<kind>/<zone id>' of the zone that holds it. */
  readonly parent: string | null;
  /** Null for a zone by attribute. */
  readonly area: Area | null;
  readonly attributes: Readonly<Record<string, string>>;
}
