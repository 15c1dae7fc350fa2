// Generated from schemas/security by `npm run generate`. Not to be edited.
import type { HubFront, HubPlace, HubPoint } from './hub.types.js';

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
