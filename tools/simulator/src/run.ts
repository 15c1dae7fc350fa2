import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from './journal.js';
import { openSender } from './sender.js';
import type { SourceKeys } from './register.js';
import type { RecordStream } from './stream.js';

export interface RunOptions {
  /** Instances of ingest as they are now. */
  readonly ingestUrls: () => readonly string[];
  readonly keys: SourceKeys;
  readonly stream: RecordStream;
  readonly journal: Journal;
  /** Records a second. */
  readonly rate: number;
  /** How long to send (s); Infinity until `signal` says stop. */
  readonly seconds: number;
  readonly signal?: AbortSignal;
  /** Ends the waiting for answers, too. */
  readonly abandon?: AbortSignal;
  /** How long a request that the hub could not take is sent again (s); a minute by default. */
  readonly patienceSeconds?: number;
  readonly log: (sentence: string) => void;
}

const tickMs = 25;
/** Records that may wait for an answer before the city holds its breath: a hub that is away must not fill our memory. */
const mostQueued = 200_000;

/** Sends the stream at its rate, whatever the hub's pace, until the time is over; resolves when all is answered. */
export async function runStream(options: RunOptions): Promise<void> {
  const { stream, journal, rate, signal } = options;
  const sender = openSender({
    ingestUrls: options.ingestUrls,
    keys: options.keys,
    journal,
    recordsPerRequest: 50,
    connections: 8,
    answerWithinMs: 10_000,
    patienceSeconds: options.patienceSeconds ?? 60,
    abandon: options.abandon,
    log: options.log,
  });
  const start = Date.now();
  let made = 0;
  let now = start;
  while (now - start < options.seconds * 1000 && signal?.aborted !== true && options.abandon?.aborted !== true) {
    await delay(tickMs);
    now = Date.now();
    const due = Math.floor((Math.min(now - start, options.seconds * 1000) / 1000) * rate) - made;
    made += due;
    if (sender.queued < mostQueued) sender.send(stream.take(now, due));
  }
  sender.send(stream.drain());
  await sender.settled();
}
