// Generated from schemas/parking by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace, HubPoint } from './hub.types.js';

/** What the parking service keeps of a bay: its recent observations in event time, and what earlier ones said. */
export interface ParkingBay {
  /** The bay; where the master data knows none, the device. */
  readonly assetId: string;
  /** Places of the observations, each once. */
  readonly places: readonly ParkingBayPlace[];
  /** Observations kept, in total order. */
  readonly recent: readonly ParkingKeptObservation[];
  /** Null while all observations are kept. */
  readonly settled: ParkingSettledBay | null;
  /** Sessions that an observation may still change. */
  readonly sessions: readonly ParkingToldSession[];
  /** Recompute that reads what lies behind the observations kept: until it is done, none of them settles. */
  readonly heldBy: Buffer | null;
}

/** A piece of a bay's history, from a moment without a stay to another. */
export interface ParkingBayHistory {
  /** No stay was open just before, by the observations or as told (ms since 1970, UTC). */
  readonly from: number;
  /** As `from`; null where the piece reaches to the latest observation. */
  readonly until: number | null;
  /** Zone ids by kind, each combination once. */
  readonly zones: readonly Readonly<Record<string, string>>[];
  /** The last before `from`, and those of the time. */
  readonly observations: readonly ParkingHistoricObservation[];
  /** Sessions that began in the time. */
  readonly sessions: readonly ParkingHistoricSession[];
  /** Whether the bay's history ends with this piece: then nothing holds it any more. */
  readonly isLast: boolean;
}

/** 'unknown' stands for symbols of later versions. */
export type ParkingBayOccupation = 'unknown' | 'free' | 'occupied';

/** A place that observations below refer to. */
export interface ParkingBayPlace {
  /** Whether the master data knew the bay. */
  readonly known: boolean;
  /** Where the bay is. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
}

/** 'unknown' stands for symbols of later versions. */
export type ParkingBayStanding = 'unknown' | 'free' | 'occupied' | 'unlisted';

/** The latest state of a bay in event time. */
export interface ParkingBayState {
  /** The bay; where the master data knows none, the device. */
  readonly assetId: string;
  /** Free or occupied, as the latest record in event time says. */
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

/** An observation that changed the state of the bay, in its highest revision. */
export interface ParkingHistoricObservation {
  /** The record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its feed. */
  readonly source: string;
  /** Event time (ms since 1970, UTC). */
  readonly observedAt: number;
  /** What was seen. */
  readonly state: ParkingBayOccupation;
  /** Its zones: position in `zones` of the piece, from 0. */
  readonly zones: number;
}

/** What the warehouse has as the last statement of a session. */
export interface ParkingHistoricSession {
  /** Identity. */
  readonly sessionId: Buffer;
  /** Record that opens it. */
  readonly openingRecordId: Buffer;
  /** When it began (ms since 1970, UTC). */
  readonly startedAt: number;
  /** When it ended; null while it lasts. */
  readonly endedAt: number | null;
  /** Its zones: position in `zones` of the piece, from 0. */
  readonly zones: number;
  /** Revision published. */
  readonly revision: number;
  /** Cause published. */
  readonly cause: string | null;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}

/** An observation that is kept. */
export interface ParkingKeptObservation {
  /** The record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its feed. */
  readonly source: string;
  /** Its device. */
  readonly device: string;
  /** Event time (ms since 1970, UTC). */
  readonly observedAt: number;
  /** When the hub took it (ms since 1970, UTC). */
  readonly receivedAt: number;
  /** What was seen. */
  readonly state: ParkingBayOccupation;
  /** Quality of the record. */
  readonly quality: string;
  /** Its place: position in `places`, from 0. */
  readonly place: number;
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
  /** Bays that the master data knows and that were heard of (count): free + occupied + unknown. */
  readonly bays: number;
  /** Free bays (count). */
  readonly free: number;
  /** Occupied bays (count). */
  readonly occupied: number;
  /** Bays whose state is not known (count). */
  readonly unknown: number;
  /** Bays in the zone that the master data does not know; not among the others (count). */
  readonly unlisted: number;
  /** The latest observation among its bays, to the whole minute (ms since 1970, UTC). */
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

/** Somebody wants the sessions of a bay computed anew. First the bay is held, so that nothing settles; then comes what the warehouse has of it, in one piece or several. */
export interface ParkingRecompute {
  /** The recompute; each attempt at a bay has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wants it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** The bay; where the master data knows none, the device. */
  readonly assetId: string;
  /** Null to hold the bay. */
  readonly history: ParkingBayHistory | null;
}

/** What became of a recompute of a bay, piece by piece: who wanted it, and how many sessions were told otherwise. */
export interface ParkingRecomputedBay {
  /** The recompute; each attempt at a bay has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wanted it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** The bay. */
  readonly assetId: string;
  /** Where the piece begins (ms since 1970, UTC). */
  readonly beginsAt: number;
  /** Where it ends; null for the latest observation. */
  readonly endsAt: number | null;
  /** 'applied', or 'outdated': the bay had gone on since its history was read, and nothing was published. */
  readonly outcome: string;
  /** Sessions published: new ones and revisions. */
  readonly restated: number;
  /** Sessions published as withdrawn. */
  readonly withdrawn: number;
  /** Whether the recompute of this bay ends with it. */
  readonly isLast: boolean;
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
  /** Why it was restated: 'late' (a record came out of order), 'correction' (the source's own), 'master-data', 'redrive', 'reprocessing', 'recompute' (a record came from behind the horizon); null where it only opened or closed. */
  readonly cause: string | null;
  /** Zone id by kind, when it began. */
  readonly zones: Readonly<Record<string, string>>;
  /** Whether a later record showed that there was no such session. */
  readonly withdrawn: boolean;
}

/** What the observations said that are no longer kept. */
export interface ParkingSettledBay {
  /** The last of them. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its feed. */
  readonly source: string;
  /** Its event time (ms since 1970, UTC). */
  readonly observedAt: number;
  /** State that it left. */
  readonly state: ParkingBayOccupation;
  /** Since when the bay had that state (ms since 1970, UTC). */
  readonly since: number;
  /** The stay that it left open. */
  readonly stay: ParkingStay | null;
}

/** A stay in the bay. */
export interface ParkingStay {
  /** Identity. */
  readonly sessionId: Buffer;
  /** Record that opens it. */
  readonly openingRecordId: Buffer;
  /** Event time of that record (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Event time of the record that ends it; null while it lasts. */
  readonly endedAt: number | null;
  /** Zone id by kind, when it began. */
  readonly zones: Readonly<Record<string, string>>;
}

/** What was last published of a session. */
export interface ParkingToldSession {
  /** Identity. */
  readonly sessionId: Buffer;
  /** Record that opens it. */
  readonly openingRecordId: Buffer;
  /** Event time of that record (ms since 1970, UTC). */
  readonly startedAt: number;
  /** Event time of the record that ends it; null while it lasts. */
  readonly endedAt: number | null;
  /** Zone id by kind, when it began. */
  readonly zones: Readonly<Record<string, string>>;
  /** Revision published. */
  readonly revision: number;
  /** Cause published. */
  readonly cause: string | null;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}

/** A bay changed what it counts as in a zone: the step from bays to zones, keyed by zone. */
export interface ParkingZoneChange {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** The bay. */
  readonly assetId: string;
  /** What it counted as: its state, or 'unlisted' where the master data does not know it; null where it was not in the zone. */
  readonly before: ParkingBayStanding | null;
  /** What it counts as now; null where it is not in the zone any more. */
  readonly after: ParkingBayStanding | null;
  /** When that was seen, to the whole minute (ms since 1970, UTC). */
  readonly observedAt: number;
}

/** Counts of a zone in the parking service. */
export interface ParkingZoneTally {
  /** Kind of zone. */
  readonly zoneKind: string;
  /** The zone. */
  readonly zoneId: string;
  /** Free bays (count). */
  readonly free: number;
  /** Occupied bays (count). */
  readonly occupied: number;
  /** Bays whose state is not known (count). */
  readonly unknown: number;
  /** Bays in the zone that the master data does not know; not among the others (count). */
  readonly unlisted: number;
  /** The latest observation among its bays, to the whole minute (ms since 1970, UTC). */
  readonly observedAt: number;
}
