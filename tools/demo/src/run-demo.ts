import { setTimeout as delay } from 'node:timers/promises';
import {
  buildCity,
  disturbanceKinds,
  loadCity,
  openJournal,
  openStream,
  registerSources,
  replay,
  runStream,
  type Journal,
  type Rates,
  type RecordStream,
} from '@naru/simulator';
import { startCity, type City, type CityOptions } from '@naru/stack';
import { settleAccounts, type FaultFound } from './accounts.js';
import { watchLatency } from './latency.js';
import { checkOccupancy } from './occupancy.js';
import { untilAgreed } from './until-agreed.js';
import { openWarehouse, type Warehouse } from './warehouse.js';
import { checkZoneHours } from './zone-hours.js';

export interface DemoOptions {
  readonly folder: string;
  readonly seconds: number;
  readonly rate: number;
  readonly seed: number;
  readonly rates: Rates;
  readonly log: (sentence: string) => void;
  /** Books are closed when every copy was found, or nothing new came for so long (s). */
  readonly patienceSeconds: number;
  /** Another main file for a service, e.g. one that is broken on purpose. */
  readonly mains?: CityOptions['mains'];
}

/** What `npm run demo` prints. */
export interface DemoReport {
  readonly sent: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejectedBy: Readonly<Record<string, number>>;
  readonly duplicatesSent: number;
  readonly duplicates: number;
  readonly unaccounted: number;
  readonly unaccountedExamples: readonly string[];
  readonly occupancyMismatches: number;
  readonly occupancyMismatchExamples: readonly string[];
  readonly occupancyTruthError: number;
  /** Figures of the joined query by zone and hour that differ from the simulator's own. */
  readonly zoneHourMismatches: number;
  readonly zoneHourMismatchExamples: readonly string[];
  readonly faults: readonly FaultFound[];
  readonly disturbances: readonly { readonly kind: string; readonly count: number }[];
  readonly rows: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly recordsPerSecond: number;
  readonly endToEndMs: { readonly p50: number | null; readonly p99: number | null };
  readonly transactionsPerSecond: number;
}

const hourMs = 3_600_000;

/** Runs the city, sends, waits until the books close, and holds them against the simulator's own. */
export async function runDemo(options: DemoOptions): Promise<DemoReport> {
  const hub = await startCity({
    folder: options.folder,
    ports: 'any',
    tell: ({ part, kind }) => {
      options.log(`${part}: ${kind}`);
    },
    say: options.log,
    ...(options.mains !== undefined && { mains: options.mains }),
  });
  try {
    return await measure(hub, options);
  } finally {
    await hub.stop();
  }
}

async function measure(hub: City, options: DemoOptions): Promise<DemoReport> {
  const { services, keys, clickhouse } = hub.endpoints;
  const address = { ingestUrl: services.ingest, enrichmentUrl: services.enrichment, adminKey: keys.admin };
  const city = buildCity(options.seed);
  await loadCity(address, city);
  const registered = await registerSources(address, city);
  const latency = await watchLatency(services.parking);
  const journal = openJournal({ keep: true, onAnswer: latency.noteAnswer });
  const start = Date.now();
  const stream = openStream(city, start, options.rates);
  const transactionsBefore = await countTransactions(Object.values(services));
  options.log(`Sending ${options.rate} records/s for ${options.seconds} s ...`);
  await runStream({
    ingestUrls: () => [services.ingest],
    keys: registered.keys,
    stream,
    journal,
    rate: options.rate,
    seconds: options.seconds,
    log: options.log,
  });
  const sentAfter = (Date.now() - start) / 1000;
  const transactions = (await countTransactions(Object.values(services))) - transactionsBefore;

  const warehouse = openWarehouse({ url: clickhouse.url, username: clickhouse.user, password: clickhouse.password });
  try {
    await untilClosed(warehouse, journal, options);
    await latency.stop();
    const accounts = settleAccounts(journal.entries, await warehouse.findAll());
    const until = Date.now();
    const own = replay(city, journal.entries, until);
    const occupancy = await untilAgreed(() =>
      checkOccupancy({ url: services.parking, key: keys.read }, city, own, stream.bays.truthOf),
    );
    const zoneHours = await untilAgreed(() =>
      checkZoneHours(
        { url: services.analytics, key: keys.read },
        { replay: own, entries: journal.entries, stories: stream.guards.stories.length, from: start - hourMs, until },
      ),
    );
    const { p50, p99 } = latency.read();
    return {
      ...countAnswers(journal),
      duplicates: await warehouse.countDuplicates(),
      unaccounted: accounts.unaccounted + journal.lost,
      unaccountedExamples: accounts.examples,
      occupancyMismatches: occupancy.mismatches.length,
      occupancyMismatchExamples: occupancy.mismatches.slice(0, 10),
      occupancyTruthError: Number(occupancy.truthError.toFixed(4)),
      zoneHourMismatches: zoneHours.mismatches.length,
      zoneHourMismatchExamples: zoneHours.mismatches.slice(0, 10),
      faults: accounts.faults.filter(({ kind }) => options.rates[kind] > 0),
      disturbances: countDisturbances(stream),
      rows: await warehouse.rowsByTable(),
      seconds: Number(((Date.now() - start) / 1000).toFixed(1)),
      recordsPerSecond: Math.round(journal.sent / sentAfter),
      endToEndMs: { p50, p99 },
      transactionsPerSecond: Math.round(transactions / sentAfter),
    };
  } finally {
    await warehouse.close();
  }
}

/** Waits until every copy is in the warehouse, or nothing new comes any more. */
async function untilClosed(
  warehouse: Warehouse,
  journal: Journal,
  { patienceSeconds, log }: DemoOptions,
): Promise<void> {
  let counted = -1;
  let newAt = Date.now();
  while (counted < journal.entries.length && Date.now() - newAt < patienceSeconds * 1000) {
    const count = await warehouse.countAll();
    if (count !== counted) {
      log(`${count} of ${journal.entries.length} copies are in the warehouse.`);
      [counted, newAt] = [count, Date.now()];
    }
    await delay(500);
  }
}

function countAnswers(journal: Journal) {
  const rejectedBy: Record<string, number> = {};
  let accepted = 0;
  for (const { fate, reason } of journal.entries)
    if (fate === 'dead-lettered') rejectedBy[reason ?? 'unknown'] = (rejectedBy[reason ?? 'unknown'] ?? 0) + 1;
    else accepted++;
  return {
    sent: journal.sent,
    accepted,
    rejected: journal.entries.length - accepted,
    rejectedBy,
    duplicatesSent: journal.entries.filter(({ fault }) => fault === 'duplicate').length,
  };
}

const countDisturbances = (stream: RecordStream) =>
  disturbanceKinds.map((kind) => ({
    kind,
    count: kind === 'out-of-order' ? stream.outOfOrder : stream.bays.troubles[kind],
  }));

/** Kafka transactions that the services have ended so far: requests of that kind, by their own metrics. */
async function countTransactions(urls: readonly string[]): Promise<number> {
  const counts = await Promise.all(
    urls.map(async (url) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return [...text.matchAll(/^naru_kafka_request_seconds_count\{[^}]*api="EndTxn"[^}]*\} (\d+)/gm)].reduce(
        (sum, [, count]) => sum + Number(count),
        0,
      );
    }),
  );
  return counts.reduce((a, b) => a + b, 0);
}

/** Whether the books balance. What became of each fault stands in `faults`, for whoever reads the report. */
export const isBalanced = (report: DemoReport): boolean =>
  report.unaccounted === 0 && report.duplicates === 0 && report.occupancyMismatches === 0;
