// What the city sent and what it was told: the simulator's own book, against which the hub's are held.
import { createHash } from 'node:crypto';
import type { FaultKind } from './faults/rates.js';
import type { SentRecord } from './faults/spoil.js';

export interface JournalEntry {
  readonly source: string;
  readonly device: string;
  readonly observedAt: number;
  readonly fault: FaultKind | null;
  readonly state: 'free' | 'occupied' | null;
  readonly registerKwh: number | null;
  /** SHA-256 of the bytes as sent, hexadecimal: the name of a record that the hub could not read. */
  readonly sha256: string;
  /** What the hub answered. */
  readonly fate: string;
  readonly reason: string | null;
  readonly recordId: string | null;
  /** When the answer was read (ms since 1970). */
  readonly answeredAt: number;
  /** How often it was sent: what was sent more than once may stand in the hub with the fate of any attempt. */
  readonly attempts: number;
}

export interface RecordAnswer {
  readonly index: number;
  readonly fate: string;
  readonly recordId?: string | null;
  readonly reason?: string;
}

export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Records handed over so far, answered or not. */
  readonly sent: number;
  readonly lost: number;
  /** Requests that the hub would not take, by status. */
  readonly refusals: ReadonlyMap<number, number>;
  opened(count: number): void;
  answered(sent: readonly SentRecord[], answers: readonly RecordAnswer[], by: { at: number; attempts: number }): void;
  refused(status: number): void;
  gaveUp(count: number): void;
}

export interface JournalOptions {
  /** Whether entries stay in memory. */
  readonly keep: boolean;
  readonly onAnswer?: (entry: JournalEntry) => void;
}

export function openJournal({ keep, onAnswer }: JournalOptions): Journal {
  const entries: JournalEntry[] = [];
  const refusals = new Map<number, number>();
  let sent = 0;
  let lost = 0;
  return {
    entries,
    get sent() {
      return sent;
    },
    get lost() {
      return lost;
    },
    refusals,
    refused: (status) => void refusals.set(status, (refusals.get(status) ?? 0) + 1),
    opened: (count) => void (sent += count),
    gaveUp: (count) => void (lost += count),
    answered(records, answers, { at, attempts }) {
      for (const answer of answers) {
        const one = records[answer.index];
        if (!one) throw new Error(`The hub answered for record ${answer.index} of ${records.length}.`);
        const { source, device, observedAt, fields } = one.record;
        const state = fields.state;
        const entry: JournalEntry = {
          source,
          device: one.fault === 'unknown-asset' ? `X-${device}` : device,
          observedAt,
          fault: one.fault,
          state: state === 'free' || state === 'occupied' ? state : null,
          registerKwh: source === 'meters' ? Number(fields.value) : null,
          sha256: createHash('sha256').update(one.bytes).digest('hex'),
          fate: answer.fate,
          reason: answer.reason ?? null,
          recordId: answer.recordId ?? null,
          answeredAt: at,
          attempts,
        };
        if (keep) entries.push(entry);
        onAnswer?.(entry);
      }
    },
  };
}
