import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '@naru/simulator';
import { settleAccounts } from './accounts.js';
import type { Found } from './warehouse.js';

const entry = (recordId: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
  source: 'bays',
  device: 'S-0001',
  observedAt: 0,
  fault: null,
  state: 'free',
  registerKwh: null,
  sha256: `sha-${recordId}`,
  fate: 'delivered',
  reason: null,
  recordId,
  answeredAt: 0,
  attempts: 1,
  ...more,
});
const placed = (id: string, more: Partial<Found> = {}): Found => ({
  where: 'placed',
  id,
  count: 1,
  revisions: 1,
  reason: null,
  ...more,
});

describe('settleAccounts', () => {
  it('misses a record that is nowhere, and names it', () => {
    const { unaccounted, examples } = settleAccounts([entry('a'), entry('b')], [placed('a')]);
    expect(unaccounted).toBe(1);
    expect(examples).toEqual(['b']);
  });

  it('wants each copy of a repeated record', () => {
    const sent = [entry('a'), entry('a', { fault: 'duplicate' })];
    expect(settleAccounts(sent, [placed('a')]).unaccounted).toBe(1);
    const whole = settleAccounts(sent, [
      placed('a'),
      { where: 'deduplicated', id: 'a', count: 1, revisions: 0, reason: null },
    ]);
    expect(whole.unaccounted).toBe(0);
    expect(whole.faults.find(({ kind }) => kind === 'duplicate')).toMatchObject({ injected: 1, found: 1 });
  });

  it('finds what the hub could not read by its bytes, and only under its own reason', () => {
    const sent = [entry('', { fault: 'malformed-json', fate: 'dead-lettered', recordId: null, sha256: 'f00' })];
    const letter = (reason: string): Found => ({ where: 'dead-lettered', id: 'f00', count: 1, revisions: 0, reason });
    const foundAs = (reason: string): number | undefined =>
      settleAccounts(sent, [letter(reason)]).faults.find(({ kind }) => kind === 'malformed-json')?.found;
    expect(foundAs('malformed-json')).toBe(1);
    expect(foundAs('wrong-type')).toBe(0);
  });

  it('finds a correction by its second revision', () => {
    const sent = [entry('a'), entry('a', { fault: 'corrected' })];
    const { faults, unaccounted } = settleAccounts(sent, [placed('a', { count: 2, revisions: 2 })]);
    expect(unaccounted).toBe(0);
    expect(faults.find(({ kind }) => kind === 'corrected')).toMatchObject({ injected: 1, found: 1 });
  });
});
