import { type Vitals, flows } from '@naru/ledger';
import type { MetricsRegistry } from '@naru/observability';
import { Gauge } from 'prom-client';

/** What is known of the books at a scrape. */
export interface BooksNow {
  readonly vitals: Vitals;
  /** Whatever was booked before is in them (ms since 1970). */
  readonly asOf: number;
}

const stages = [...new Set(['ingest', ...flows.map(({ to }) => to)])];

/**
 * The books as numbers to alarm on: they come of the topic, and stand whatever the warehouse does. There are none before
 * the books have been read once.
 */
export function watchBooks(registry: MetricsRegistry, booksNow: () => BooksNow | undefined): void {
  const registers = [registry];
  // the first one is collected first, and fills the others
  const age = new Gauge({
    name: 'naru_ledger_age_seconds',
    help: 'How far behind the ledger these figures are',
    registers,
    collect() {
      const now = booksNow();
      if (now !== undefined) show(now);
    },
  });
  const imbalance = new Gauge({
    name: 'naru_ledger_imbalance_records',
    help: 'Records missing, taken twice or without a fate, by the stage that took them',
    labelNames: ['stage'],
    registers,
  });
  const missing = new Gauge({
    name: 'naru_ledger_missing_offsets',
    help: 'Offsets that the ranges of a stage leave out',
    labelNames: ['stage'],
    registers,
  });
  const twice = new Gauge({
    name: 'naru_ledger_twice_offsets',
    help: 'Offsets that a stage took more than once',
    labelNames: ['stage'],
    registers,
  });
  const inFlight = new Gauge({
    name: 'naru_ledger_in_flight_records',
    help: 'Records delivered to a stage that it has not booked yet',
    labelNames: ['stage', 'topic'],
    registers,
  });
  const oldest = new Gauge({
    name: 'naru_ledger_oldest_open_minute_seconds',
    help: 'Age of the oldest minute in which something is in flight; 0 where nothing is',
    registers,
  });

  function show({ vitals, asOf }: BooksNow): void {
    const secondsSince = (at: number) => Math.max(0, (Date.now() - at) / 1_000);
    age.set(secondsSince(asOf));
    oldest.set(vitals.oldestOpen === null ? 0 : secondsSince(vitals.oldestOpen));
    for (const stage of stages) {
      imbalance.set({ stage }, vitals.imbalance.get(stage) ?? 0);
      missing.set({ stage }, vitals.missingOffsets.get(stage) ?? 0);
      twice.set({ stage }, vitals.twiceOffsets.get(stage) ?? 0);
    }
    for (const { to, topic } of flows) inFlight.set({ stage: to, topic }, 0);
    for (const { stage, topic, records } of vitals.inFlight) inFlight.set({ stage, topic }, records);
  }
}
