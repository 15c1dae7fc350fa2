import type { OutageWatch } from './cards/outage-card.js';
import type { LedgerCheck } from './checks/ledger.js';
import type { TableCheck } from './checks/tables.js';
import type { UndisturbedCheck } from './checks/undisturbed.js';

export interface PlayedRound {
  readonly fault: string;
  readonly target: string;
  readonly seconds: number;
  /** Whether everything was ready again, and records came through, before the round's time was over. */
  readonly recovered: boolean;
  /** Longest that a reader got nothing while committed work waited. */
  readonly readerStallMs: number;
}

/** What `npm run chaos` prints. */
export interface ChaosReport {
  readonly seed: number;
  readonly brokers: number;
  readonly rounds: readonly PlayedRound[];
  /** Faults that can't be played on this machine, and why. */
  readonly notRun: readonly { readonly fault: string; readonly why: string }[];
  readonly kills: number;
  readonly pauses: number;
  /** Pauses that stopped a service while its transaction was open on the broker. */
  readonly pausesInCommit: number;
  readonly rebalances: number;
  readonly zombiesRefused: number;
  readonly provedNothingOfZombies: boolean;
  /** Parts of the warehouse that a full disk has cut short: inserts that were answered with OK, and came again. */
  readonly detachedParts: number;
  /** `max` counts rounds in which nothing but an instance of a service was away. */
  readonly readerStallMs: { readonly max: number; readonly topic: string | null };
  /** While two of three brokers were dead: records acknowledged (none may be), requests refused with 503. */
  readonly mostBrokersDead: { readonly acknowledged: number; readonly refused: number } | null;
  /** What the services did while a part was away for minutes; null where none was. */
  readonly outage: OutageWatch | null;
  readonly sent: number;
  readonly accepted: number;
  /** Records whose source gave up before an answer. */
  readonly unanswered: number;
  /** Ids that retention deleted before they were read, and that are booked as lost: not counted as missing. */
  readonly lostByRetention: number;
  /** Ranges that were deleted and aren't booked as lost, or the other way round. */
  readonly lostOtherwise: readonly string[];
  /** Answered copies that are nowhere, looked for outside of the hub. */
  readonly missing: number;
  readonly missingExamples: readonly string[];
  /** (record_id, revision) standing twice in a table of placed records. */
  readonly duplicates: number;
  /** Bays, zones and hours that the hub tells otherwise than the simulator's replay. */
  readonly mismatches: number;
  readonly mismatchExamples: readonly string[];
  readonly ledgerBalanced: boolean;
  readonly ledger: LedgerCheck;
  /** Tables against their topics, as Java's consumer reads those: only where they differ. */
  readonly tables: { readonly compared: number; readonly committed: number; readonly uneven: readonly TableCheck[] };
  /** The last state of each key against that of a run of the same records that nobody disturbed. */
  readonly undisturbed: UndisturbedCheck;
  readonly seconds: number;
}

/** How long a reader may wait behind an instance that was killed or paused. */
const longestStallMs = 10_000;

/** Only analytics needs the warehouse; the registry is asked for new schemas only. */
const saidSo = ({ part, notReady }: OutageWatch): boolean =>
  part === 'registry' || notReady.some((name) => part !== 'warehouse' || name.startsWith('analytics'));

/** What an instance may grow by in the last third of an outage, its queues being full (MiB). */
const mostGrowthMiB = 64;

/** What doesn't hold, in words; none where the run proves what it is for. */
export function failuresOf(report: ChaosReport): string[] {
  const { rounds, outage, mostBrokersDead, readerStallMs, ledger, tables, undisturbed } = report;
  const grown = outage?.memory.filter(({ earlyMiB, lateMiB }) => lateMiB > earlyMiB + mostGrowthMiB) ?? [];
  const stuck = rounds.filter(({ recovered }) => !recovered);
  const checks: readonly [boolean, string][] = [
    [stuck.length > 0, `${stuck.length} rounds did not recover in time`],
    [outage !== null && !saidSo(outage), 'who needs it did not say that it is away'],
    [grown.length > 0, `${grown.map(({ instance }) => instance).join(', ')} grew while it waited`],
    [report.unanswered > 0, `${report.unanswered} records were never answered`],
    [report.missing > 0, `${report.missing} answered records are nowhere`],
    [report.duplicates > 0, `${report.duplicates} revisions of records stand twice`],
    [report.mismatches > 0, `${report.mismatches} bays, zones or hours differ from the replay`],
    [!report.ledgerBalanced, `the books don't balance: ${ledger.problems.slice(0, 5).join('; ')}`],
    [report.lostOtherwise.length > 0, report.lostOtherwise.join('; ')],
    [tables.uneven.length > 0, `${tables.uneven.map(({ topic }) => topic).join(', ')}: table and topic differ`],
    [undisturbed.differences > 0, `${undisturbed.differences} keys ended otherwise than in an undisturbed run`],
    [readerStallMs.max > longestStallMs, `a reader of ${readerStallMs.topic ?? ''} waited ${readerStallMs.max} ms`],
    [(mostBrokersDead?.acknowledged ?? 0) > 0, 'records were acknowledged that two brokers could not have'],
    [mostBrokersDead?.refused === 0, 'nobody was told 503 while nothing could be written'],
  ];
  return checks.flatMap(([isWrong, what]) => (isWrong ? [what] : []));
}
