import { deadLetterReasons, placeReasons, quarantineReasons } from './generated/reasons.js';

export type DeadLetterReason = keyof typeof deadLetterReasons;
export type QuarantineReason = keyof typeof quarantineReasons;
export type PlaceReason = keyof typeof placeReasons;

/** Why a record was set aside: a closed list, used as metric label, ledger column and in answers. */
export type Reason = DeadLetterReason | QuarantineReason;

export const reasons = Object.keys({ ...deadLetterReasons, ...quarantineReasons }) as readonly Reason[];

export const isReason = (code: string): code is Reason => (reasons as readonly string[]).includes(code);
