// Generated from schemas/mobility by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace } from './hub.types.js';

/** Something that happened in traffic: an accident, a closure. With its place, as the city was then. */
export interface MobilityEvent extends MobilityRawEvent, HubPlace {
}

/** Something that happened in traffic: an accident, a closure. */
export interface MobilityRawEvent extends HubFront {
  /** 'accident', 'closure', 'roadworks'; sources may add their own. */
  readonly eventType: string;
  /** 'unknown', 'minor', 'serious', 'fatal'. */
  readonly severity: string;
  /** People hurt (count). */
  readonly casualties: number;
  /** Vehicles involved (count). */
  readonly vehicles: number;
  /** The event in words. */
  readonly description: string;
  /** Further fields as the source names them. */
  readonly attributes: Readonly<Record<string, string>>;
}
