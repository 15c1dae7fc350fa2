// Generated from schemas/parking by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace, HubPoint } from './hub.types.js';

/** State of a bay in the parking service. */
export interface ParkingBay {
  /** The bay. */
  readonly assetId: string;
  /** Latest state. */
  readonly state: ParkingBayOccupation;
  /** Event time of the latest record. */
  readonly observedAt: number;
  /** Since when it has this state. */
  readonly since: number;
  /** Latest record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its source. */
  readonly source: string;
  /** Open session. */
  readonly sessionId: Buffer | null;
  /** Start of the open session. */
  readonly sessionStartedAt: number | null;
  /** Record that opened it. */
  readonly openingRecordId: Buffer | null;
  /** Zones it was counted in. */
  readonly zones: Readonly<Record<string, string>>;
  /** Whether the master data knows it. */
  readonly known: boolean;
}

/** 'unknown' stands for symbols of later versions. */
export type ParkingBayOccupation = 'unknown' | 'free' | 'occupied';

/** The latest state of a bay in event time. */
export interface ParkingBayState {
  /** The bay; where the master data knows none, the device. */
  readonly assetId: string;
  /** Free or occupied. */
  readonly state: ParkingBayOccupation;
  /** When the state was last seen (ms since 1970, UTC). */
  readonly observedAt: number;
  /** Since when the bay has this state (ms since 1970, UTC). */
  readonly since: number;
  /** When the hub took the record (ms since 1970, UTC). */
  readonly receivedAt: number;
  /** Feed of the record. */
  readonly source: string;
  /** Device of the record. */
  readonly device: string;
  /** The record that says so. */
  readonly recordId: Buffer;
  /** Revision of that record. */
  readonly revision: number;
  /** Quality of that record. */
  readonly quality: string;
  /** Whether the master data knows the bay. */
  readonly known: boolean;
  /** Where the bay is. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
}

/** A garage counted its cars. With its place, as the city was then. */
export interface ParkingCount extends ParkingRawCount, HubPlace {
}

/** A bay sensor saw its bay free or occupied. With its place, as the city was then. */
export interface ParkingObservation extends ParkingRawObservation, HubPlace {
}

/** How many bays of a zone are free and occupied. */
export interface ParkingOccupancy {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** Bays heard of (count): free + occupied + unknown. */
  readonly bays: number;
  /** Free bays (count). */
  readonly free: number;
  /** Occupied bays (count). */
  readonly occupied: number;
  /** Bays whose state is not known (count). */
  readonly unknown: number;
  /** The latest observation among its bays (ms since 1970, UTC). */
  readonly observedAt: number;
}

/** A garage counted its cars. */
export interface ParkingRawCount extends HubFront {
  /** Cars inside (count). */
  readonly occupied: number;
  /** Spaces in all (count). */
  readonly capacity: number;
}

/** A bay sensor saw its bay free or occupied. */
export interface ParkingRawObservation extends HubFront {
  /** What the sensor saw: 'free', 'occupied', or 'unknown'. */
  readonly state: ParkingBayOccupation;
}

/** A stay in a bay: opened by the first occupied record, closed by the next free one. Its id comes from the bay and the record that opens it. */
export interface ParkingSession {
  /** Identity: 128 bits from bay and opening record. */
  readonly sessionId: Buffer;
  /** The bay. */
  readonly assetId: string;
  /** When it began (ms since 1970, UTC). */
  readonly startedAt: number;
  /** When it ended; null while it lasts. */
  readonly endedAt: number | null;
  /** The record that opens it. */
  readonly openingRecordId: Buffer;
  /** 0 when opened, 1 when closed, higher when restated. */
  readonly revision: number;
  /** Why a revision beyond closing was made. */
  readonly cause: string | null;
  /** Zone id by kind, when it began. */
  readonly zones: Readonly<Record<string, string>>;
}

/** A bay of a zone changed its state: the step from bays to zones, keyed by zone. */
export interface ParkingZoneChange {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** The bay. */
  readonly assetId: string;
  /** The bay's state now; null when it left the zone. */
  readonly state: ParkingBayOccupation | null;
  /** Whether the master data knows the bay. */
  readonly known: boolean;
  /** When that was seen (ms since 1970, UTC). */
  readonly observedAt: number;
  /** The record that says so. */
  readonly recordId: Buffer;
}

/** Counts of a zone in the parking service. */
export interface ParkingZoneTally {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** State by bay. */
  readonly bays: Readonly<Record<string, string>>;
  /** Latest observation. */
  readonly observedAt: number;
}
