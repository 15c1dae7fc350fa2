import { type Found, type SetAside, isSamePlace } from './found.js';

/** The command that brought back what was set aside: the first about it, which alone counts. */
export interface Decision {
  readonly decision: 'redriven' | 'released';
  /** Public part of the key of whoever commanded it. */
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
  /** Whether other bytes went on than those that were set aside. */
  readonly isFixed: boolean;
  /** Which return it is; 1 is the first. What is set aside again has it. */
  readonly attempt: number;
}

/** A record on its way back. */
export interface Back extends Decision {
  /** Whether its stage has it again; unknown also where not all could be looked at that it may have written since. */
  readonly passage: 'in-flight' | 'taken' | 'unknown';
}

/** What is known of the way back of something set aside. */
export interface WayBack {
  /**
   * expired: Kafka has deleted it, and no command about it is remembered. unreturnable: its bytes were not kept, or its
   * stage takes nothing back. unknown: nobody can say now.
   */
  readonly state: 'waiting' | Decision['decision'] | 'expired' | 'unreturnable' | 'unknown';
  /** null where nothing comes back. */
  readonly back: Back | null;
}

export type WayBackOf = (aside: SetAside) => WayBack;

/** By this name commands and decisions mean what was set aside. */
export const letterOf = ({ fate, place: { partition, offset } }: Pick<SetAside, 'fate' | 'place'>): string =>
  `${fate === 'quarantined' ? 'quarantine' : 'dead-letters'}/${partition}-${offset}`;

/** One record may be set aside and come back more than once: what came of an attempt tells the one before. */
const isSameRecord = (one: SetAside, other: SetAside): boolean => {
  if (one.stage !== other.stage) return false;
  if (one.origin === null || other.origin === null)
    return one.origin === other.origin && one.kind === other.kind && one.receivedAt === other.receivedAt;
  return isSamePlace(one.origin, other.origin);
};

/** What the stage made of it when it came back: set aside again, or not. */
export const againAfter = (aside: SetAside, attempt: number, { setAside }: Found): SetAside | undefined =>
  setAside.find((other) => other.attempt === attempt && isSameRecord(aside, other));
