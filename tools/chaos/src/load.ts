import {
  type Journal,
  type JournalEntry,
  type RecordStream,
  type SimulatedCity,
  buildCity,
  loadCity,
  openJournal,
  openStream,
  readRates,
  registerSources,
  runStream,
} from '@naru/simulator';
import type { City } from '@naru/stack';

/** A source that gives up would leave records of which nobody can say what became of them. */
const patienceSeconds = 600;

export interface Load {
  readonly city: SimulatedCity;
  readonly stream: RecordStream;
  readonly journal: Journal;
  /** When the first record was sent (ms since 1970). */
  readonly start: number;
  answers(): { acknowledged: number; refused: number };
  /** Stops sending; resolves once everything that was sent is answered. */
  stop(): Promise<void>;
  /** Stops at once; what has no answer gets none. */
  abandon(): Promise<void>;
}

export interface LoadOptions {
  readonly hub: City;
  readonly seed: number;
  readonly rate: number;
  readonly ingestUrls: () => readonly string[];
  readonly onAnswer: (entry: JournalEntry) => void;
  readonly say: (line: string) => void;
}

/** The simulated city sends, with all its faults, until it is stopped. */
export async function startLoad({ hub, seed, rate, ingestUrls, onAnswer, say }: LoadOptions): Promise<Load> {
  const { services, keys } = hub.endpoints;
  const address = { ingestUrl: services.ingest, enrichmentUrl: services.enrichment, adminKey: keys.admin };
  const city = buildCity(seed);
  await loadCity(address, city);
  const registered = await registerSources(address, city);
  const journal = openJournal({ keep: true, onAnswer });
  const start = Date.now();
  const stream = openStream(city, start, readRates());
  const stopping = new AbortController();
  const abandoned = new AbortController();
  const running = runStream({
    ingestUrls,
    keys: registered.keys,
    stream,
    journal,
    rate,
    seconds: Infinity,
    patienceSeconds,
    signal: stopping.signal,
    abandon: abandoned.signal,
    log: say,
  });
  return {
    city,
    stream,
    journal,
    start,
    answers: () => ({ acknowledged: journal.entries.length, refused: journal.refusals.get(503) ?? 0 }),
    async stop() {
      stopping.abort();
      await running;
    },
    async abandon() {
      abandoned.abort();
      await running;
    },
  };
}
