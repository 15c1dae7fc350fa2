// The check of the books from outside: every copy that was sent is looked for, by its id.
import { faultKinds, type FaultKind, type JournalEntry } from '@naru/simulator';
import type { Found } from './warehouse.js';

export interface FaultFound {
  readonly kind: FaultKind;
  readonly injected: number;
  readonly found: number;
  readonly where: string;
}

const setAside: Partial<Record<FaultKind, 'quarantined' | 'dead-lettered'>> = {
  late: 'quarantined',
  'from-the-future': 'quarantined',
  'year-1970': 'quarantined',
  'malformed-json': 'dead-lettered',
  'wrong-type': 'dead-lettered',
  'wrong-unit': 'dead-lettered',
  'not-finite': 'dead-lettered',
  'swapped-coordinates': 'dead-lettered',
  'broken-utf8': 'dead-lettered',
};

const tables: Readonly<Record<Found['where'], string>> = {
  placed: 'the placed table',
  deduplicated: 'hub.duplicates',
  'dead-lettered': 'hub.dead_letters',
  quarantined: 'hub.quarantine',
};

/** Names a sent copy as the hub's tables do: an unreadable record by its bytes, any other by its record id. */
const nameOf = (entry: JournalEntry): string =>
  entry.fate === 'dead-lettered' ? entry.sha256 : (entry.recordId ?? `unnamed ${entry.sha256}`);

export interface Accounts {
  /** Copies sent that are nowhere. */
  readonly unaccounted: number;
  /** Some of their names, to look for. */
  readonly examples: readonly string[];
  readonly faults: readonly FaultFound[];
}

export function settleAccounts(entries: readonly JournalEntry[], found: readonly Found[]): Accounts {
  const copies = new Map<string, number>();
  for (const { id, count } of found) copies.set(id, (copies.get(id) ?? 0) + count);
  const sent = new Map<string, number>();
  for (const entry of entries) sent.set(nameOf(entry), (sent.get(nameOf(entry)) ?? 0) + 1);
  const missing = [...sent]
    .map(([name, count]) => ({ name, count: count - (copies.get(name) ?? 0) }))
    .filter(({ count }) => count > 0);
  return {
    unaccounted: missing.reduce((sum, { count }) => sum + count, 0),
    examples: missing.slice(0, 10).map(({ name }) => name),
    faults: faultsFound(entries, found),
  };
}

function faultsFound(entries: readonly JournalEntry[], found: readonly Found[]): FaultFound[] {
  const byPlace = new Map(found.map((one) => [`${one.where} ${one.id}`, one]));
  return faultKinds.map((kind) => {
    const injected = entries.filter((entry) => entry.fault === kind);
    const where: Found['where'] = setAside[kind] ?? (kind === 'duplicate' ? 'deduplicated' : 'placed');
    const isFound = (entry: JournalEntry): boolean => {
      const one = byPlace.get(`${where} ${nameOf(entry)}`);
      if (!one) return false;
      if (kind === 'duplicate') return true;
      if (kind === 'corrected') return one.revisions > 1;
      return one.reason === kind;
    };
    return { kind, injected: injected.length, found: injected.filter(isFound).length, where: tables[where] };
  });
}
