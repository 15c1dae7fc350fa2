// Generated from schemas/security by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace, HubPoint } from './hub.types.js';

/** What the warehouse has of an asset, from one moment to another. */
export interface SecurityAssetHistory {
  /** Detections that begin from here on are computed anew (ms since 1970, UTC). */
  readonly from: number;
  /** Those that begin before; null where all to the newest are. */
  readonly until: number | null;
  /** Zone ids by kind, each combination once. */
  readonly zones: readonly Readonly<Record<string, string>>[];
  /** Those of the time and of a quarter of an hour behind it: so long a detection may take. */
  readonly events: readonly SecurityHistoricEvent[];
  /** Those that begin in the time, or whose first record a correction has moved there. */
  readonly detections: readonly SecurityHistoricDetection[];
  /** Those that began in the quarter of an hour before: events that they took are theirs. */
  readonly earlier: readonly SecurityHistoricDetection[];
  /** Whether the history of the asset ends with this piece: then nothing holds it any more. */
  readonly isLast: boolean;
}

/** What a person last decided of an incident. */
export interface SecurityDecision {
  /** The incident, as the person saw it. */
  readonly incidentId: Buffer;
  /** What to do. */
  readonly action: SecurityIncidentAction;
  /** Key that asked. */
  readonly by: string;
  /** Why. */
  readonly note: string;
  /** When it was asked (ms since 1970, UTC). */
  readonly at: number;
}

/** A rule found something in the events. */
export interface SecurityDetection {
  /** Identity: 128 bits from rule and opening record. */
  readonly detectionId: Buffer;
  /** Name of the rule. */
  readonly rule: string;
  /** OCSF severity. */
  readonly severity: SecuritySeverity;
  /** Asset it is about; else the device. */
  readonly assetId: string;
  /**
   * Who, as the events say.
   * Personal data: identity.
   */
  readonly actor: string | null;
  /** Event time of the record that completed it (ms since 1970, UTC). */
  readonly observedAt: number;
  /** Event time of its first record (ms since 1970, UTC). */
  readonly firstObservedAt: number;
  /** The records that completed it, at most 20. */
  readonly recordIds: readonly Buffer[];
  /** In words. */
  readonly title: string;
  /** MITRE ATT&CK techniques. */
  readonly techniques: readonly string[];
  /** 0 at first; one more each time that a late or corrected record changes it. */
  readonly revision: number;
  /** Where. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
  /** Whether a later record showed that there was nothing to detect. */
  readonly withdrawn: boolean;
}

/** Something that a security source reported, in terms of OCSF. With its place, as the city was then. */
export interface SecurityEvent extends SecurityRawEvent, HubPlace {
}

/** What the warehouse has as the last statement of a detection. */
export interface SecurityHistoricDetection {
  /** Identity. */
  readonly detectionId: Buffer;
  /** Its rule. */
  readonly rule: string;
  /** Severity published. */
  readonly severity: SecuritySeverity;
  /**
   * Who.
   * Personal data: identity.
   */
  readonly actor: string | null;
  /** Event time published of its first record (ms since 1970, UTC). */
  readonly firstObservedAt: number;
  /** Event time published of the record that completed it (ms since 1970, UTC). */
  readonly observedAt: number;
  /** Records published. */
  readonly recordIds: readonly Buffer[];
  /** Where. */
  readonly point: SecurityPoint | null;
  /** Its zones: position in `zones` of the piece, from 0. */
  readonly zones: number;
  /** Revision published. */
  readonly revision: number;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}

/** An event in its highest revision. */
export interface SecurityHistoricEvent {
  /** The record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its feed. */
  readonly source: string;
  /** Event time (ms since 1970, UTC). */
  readonly observedAt: number;
  /** What happened. */
  readonly activity: string;
  /**
   * Who.
   * Personal data: identity.
   */
  readonly actor: string | null;
  /** Whether it came by the live lane. */
  readonly isLive: boolean;
  /** Where. */
  readonly point: SecurityPoint | null;
  /** Its zones: position in `zones` of the piece, from 0. */
  readonly zones: number;
}

/** Detections that belong together, and what became of them. */
export interface SecurityIncident {
  /** Identity: 128 bits from asset and first detection. */
  readonly incidentId: Buffer;
  /** Asset it is about. */
  readonly assetId: string;
  /** Where it stands: open, acknowledged, resolved (by a person), closed (quiet long enough). */
  readonly status: SecurityIncidentStatus;
  /** The highest of its detections. */
  readonly severity: SecuritySeverity;
  /** Detections in it (count). */
  readonly detections: number;
  /** Rules that fired. */
  readonly rules: readonly string[];
  /** Event time of its first detection (ms since 1970, UTC). */
  readonly openedAt: number;
  /** Event time of its latest detection (ms since 1970, UTC). */
  readonly updatedAt: number;
  /** Key that acknowledged or resolved it. */
  readonly handledBy: string | null;
  /** What that person said. */
  readonly note: string | null;
  /** 0 when opened; one more with each change. */
  readonly revision: number;
  /** Where. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
  /** Whether it was merged into another, or its detections were withdrawn. */
  readonly withdrawn: boolean;
}

/** 'none' stands for symbols of later versions. */
export type SecurityIncidentAction = 'none' | 'acknowledge' | 'resolve' | 'reopen';

/** Somebody acknowledged or resolved an incident. */
export interface SecurityIncidentCommand {
  /** The incident. */
  readonly incidentId: Buffer;
  /** Its asset (the key). */
  readonly assetId: string;
  /** What to do. */
  readonly action: SecurityIncidentAction;
  /** Key that asks. */
  readonly by: string;
  /** Why. */
  readonly note: string;
  /** When it was asked (ms since 1970, UTC). */
  readonly at: number;
}

/** 'unknown' stands for symbols of later versions. */
export type SecurityIncidentStatus = 'unknown' | 'open' | 'acknowledged' | 'resolved' | 'closed';

/** A point in WGS84 (EPSG:4326). */
export interface SecurityPoint {
  /** Longitude in degrees east. */
  readonly longitude: number;
  /** Latitude in degrees north. */
  readonly latitude: number;
}

/** Something that a security source reported, in terms of OCSF. */
export interface SecurityRawEvent extends HubFront {
  /** OCSF class, e.g. 3002 Authentication, 4001 Network Activity, 1007 Process Activity; 0 where unknown. */
  readonly classUid: number;
  /** What happened: 'logon-failed', 'logon', 'door-forced', 'tamper', 'motion', 'process-created'; sources may add their own. */
  readonly activity: string;
  /** OCSF severity. */
  readonly severity: SecuritySeverity;
  /**
   * Who did it, pseudonymised at the edge where it is a person.
   * Personal data: identity.
   */
  readonly actor: string | null;
  /** The event in words. */
  readonly message: string;
  /**
   * Further fields as the source names them.
   * Personal data: identity.
   */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Somebody wants the detections of an asset computed anew. First the asset is held, so that nothing settles; then comes what the warehouse has of it, in pieces. */
export interface SecurityRecompute {
  /** The recompute; each attempt at an asset has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wants it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** The asset. */
  readonly assetId: string;
  /** Null to hold the asset. */
  readonly history: SecurityAssetHistory | null;
}

/** What became of a recompute of an asset, piece by piece: who wanted it, and how many detections were told otherwise. */
export interface SecurityRecomputedAsset {
  /** The recompute; each attempt at an asset has its own. */
  readonly recomputeId: Buffer;
  /** The job that it belongs to. */
  readonly jobId: Buffer;
  /** Key of who wants it. */
  readonly commandedBy: string;
  /** When it was commanded (ms since 1970, UTC). */
  readonly commandedAt: number;
  /** The asset. */
  readonly assetId: string;
  /** Where the piece begins (ms since 1970, UTC). */
  readonly beginsAt: number;
  /** Where it ends; null for the newest event. */
  readonly endsAt: number | null;
  /** 'applied', or 'outdated': more came since its history was read than may be kept, or another recompute began, and nothing was published. */
  readonly outcome: string;
  /** Detections published: new ones and revisions. */
  readonly restated: number;
  /** Detections published as withdrawn. */
  readonly withdrawn: number;
  /** Incidents that this changed. */
  readonly incidents: number;
  /** Whether the recompute of this asset ends with it. */
  readonly isLast: boolean;
}

/** An incident as far as its detections are settled. */
export interface SecuritySettledIncident {
  /** Identity. */
  readonly incidentId: Buffer;
  /** Severity. */
  readonly severity: SecuritySeverity;
  /** Detections in it (count). */
  readonly detections: number;
  /** Rules that fired. */
  readonly rules: readonly string[];
  /** Event time of its first detection (ms since 1970, UTC). */
  readonly openedAt: number;
  /** Event time of its latest detection (ms since 1970, UTC). */
  readonly updatedAt: number;
  /** Where. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
}

/** 'unknown' stands for symbols of later versions. */
export type SecuritySeverity = 'unknown' | 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** What was last published of a detection. */
export interface SecurityToldDetection {
  /** Identity. */
  readonly detectionId: Buffer;
  /** Its rule. */
  readonly rule: string;
  /**
   * Who.
   * Personal data: identity.
   */
  readonly actor: string | null;
  /** Its severity. */
  readonly severity: SecuritySeverity;
  /** Event time of its first record (ms since 1970, UTC). */
  readonly firstObservedAt: number;
  /** Event time of the record that completed it (ms since 1970, UTC). */
  readonly observedAt: number;
  /** Its records. */
  readonly recordIds: readonly Buffer[];
  /** Whether it rests on a live record. */
  readonly isLive: boolean;
  /** Where. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
  /** Revision. */
  readonly revision: number;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
  /** Where it took the events of one that had raised an incident, and would raise none itself: event time of that (ms since 1970, UTC). */
  readonly raisesAt: number | null;
}

/** What was last published of an incident. */
export interface SecurityToldIncident {
  /** Identity. */
  readonly incidentId: Buffer;
  /** Severity. */
  readonly severity: SecuritySeverity;
  /** Detections in it (count). */
  readonly detections: number;
  /** Rules that fired. */
  readonly rules: readonly string[];
  /** Event time of its first detection (ms since 1970, UTC). */
  readonly openedAt: number;
  /** Event time of its latest detection (ms since 1970, UTC). */
  readonly updatedAt: number;
  /** Where. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
  /** Status. */
  readonly status: SecurityIncidentStatus;
  /** Key that acknowledged, resolved or reopened it. */
  readonly handledBy: string | null;
  /** What that person said. */
  readonly note: string | null;
  /** Revision. */
  readonly revision: number;
  /** Whether it was withdrawn. */
  readonly withdrawn: boolean;
}

/** What the security service remembers of an asset. */
export interface SecurityWatch {
  /** The asset; else the device. */
  readonly assetId: string;
  /** Up to this event time nothing changes any more (ms since 1970, UTC). */
  readonly settledUntil: number;
  /** Recent events, in total order. */
  readonly events: readonly SecurityWatchedEvent[];
  /** Detections that an event may still change. */
  readonly detections: readonly SecurityToldDetection[];
  /** The incident that settled detections ended in. */
  readonly settled: SecuritySettledIncident | null;
  /** The latest incidents of the asset, by their beginning. */
  readonly incidents: readonly SecurityToldIncident[];
  /** Decisions of these incidents. */
  readonly decisions: readonly SecurityDecision[];
  /** The recompute that reads what lies further back: until it is done, nothing settles. */
  readonly heldBy: Buffer | null;
}

/** An event that a rule looks at. */
export interface SecurityWatchedEvent {
  /** The record. */
  readonly recordId: Buffer;
  /** Its revision. */
  readonly revision: number;
  /** Its feed. */
  readonly source: string;
  /** Event time (ms since 1970, UTC). */
  readonly observedAt: number;
  /** Whether it came by the live lane. */
  readonly isLive: boolean;
  /** What happened. */
  readonly activity: string;
  /**
   * Who.
   * Personal data: identity.
   */
  readonly actor: string | null;
  /** Where. */
  readonly point: HubPoint | null;
  /** Zone id by kind. */
  readonly zones: Readonly<Record<string, string>>;
}
