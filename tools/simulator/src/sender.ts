import { setTimeout as delay } from 'node:timers/promises';
import type { SentRecord } from './faults/spoil.js';
import type { Journal, RecordAnswer } from './journal.js';
import { sources, type SourceName } from './life/record.js';

export interface SenderOptions {
  /** Instances of ingest as they are now; a request that one doesn't answer goes to the next. */
  readonly ingestUrls: () => readonly string[];
  readonly keys: Readonly<Record<SourceName, string>>;
  readonly journal: Journal;
  readonly recordsPerRequest: number;
  readonly connections: number;
  /** How long an answer is waited for (ms). */
  readonly answerWithinMs: number;
  /** How long a request that the hub could not take is sent again (s). */
  readonly patienceSeconds: number;
  /** Ends the waiting for answers: what has none is given up. */
  readonly abandon?: AbortSignal | undefined;
  readonly log: (sentence: string) => void;
}

export interface Sender {
  /** Queues records; they leave as soon as a connection is free. */
  send(records: readonly SentRecord[]): void;
  /** Resolves when everything queued was answered or given up. */
  settled(): Promise<void>;
  readonly queued: number;
}

interface Answer {
  readonly results: readonly RecordAnswer[];
}

const newline = Buffer.from('\n');
const longestBackOffMs = 2000;

const nameOf = ({ record }: SentRecord): string => `${record.source} ${record.id}`;

/** Sends records as NDJSON over a few connections, each request one source's; 429, 503 and lost connections are sent again. */
export function openSender(options: SenderOptions): Sender {
  // A source corrects what it knows to be taken: a correction waits for the answer to what it corrects.
  const unanswered = new Set<string>();
  const held = new Map<string, SentRecord[]>();
  const queues = new Map<SourceName, SentRecord[]>();
  let busy = 0;
  let queued = 0;
  let requests = 0;
  let whenSettled: (() => void)[] = [];

  const isAbandoned = (): boolean => options.abandon?.aborted === true;
  const patienceOfRequest = (): AbortSignal =>
    AbortSignal.any([AbortSignal.timeout(options.answerWithinMs), ...(options.abandon ? [options.abandon] : [])]);

  async function post(source: SourceName, records: readonly SentRecord[]): Promise<void> {
    const first = requests++;
    const body = Buffer.concat(records.flatMap(({ bytes }) => [bytes, newline]));
    const deadline = Date.now() + options.patienceSeconds * 1000;
    for (let attempt = 0; ; attempt++) {
      const urls = options.ingestUrls();
      const url = urls[(first + attempt) % urls.length] ?? '';
      const backOffMs = Math.min(longestBackOffMs, 50 * 2 ** attempt);
      try {
        const response = await fetch(`${url}/v1/${sources[source].kind}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${options.keys[source]}`, 'content-type': 'application/x-ndjson' },
          body,
          signal: patienceOfRequest(),
        });
        if (response.status === 202 || response.status === 207 || response.status === 422) {
          const { results } = (await response.json()) as Answer;
          options.journal.answered(records, results, { at: Date.now(), attempts: attempt + 1 });
          return;
        }
        const text = await response.text();
        options.journal.refused(response.status);
        if (response.status !== 429 && response.status !== 503) {
          options.log(`Ingest answered ${response.status} for ${records.length} records of ${source}: ${text}`);
          break;
        }
      } catch (error) {
        if (attempt === 0) options.log(`Ingest cannot be reached, trying again: ${String(error)}`);
      }
      if (isAbandoned() || Date.now() + backOffMs > deadline) break;
      await delay(backOffMs);
    }
    options.journal.gaveUp(records.length);
  }

  function enqueue(record: SentRecord): void {
    const queue = queues.get(record.record.source);
    if (queue) queue.push(record);
    else queues.set(record.record.source, [record]);
  }

  /** What waited for these may go now. */
  function release(records: readonly SentRecord[]): void {
    for (const name of records.map(nameOf)) {
      unanswered.delete(name);
      held.get(name)?.forEach(enqueue);
      held.delete(name);
    }
  }

  function pump(): void {
    for (const [source, queue] of queues) {
      while (queue.length > 0 && busy < options.connections) {
        const records = queue.splice(0, options.recordsPerRequest);
        busy++;
        void post(source, records).finally(() => {
          busy--;
          release(records);
          queued -= records.length;
          if (queued === 0) {
            for (const settle of whenSettled) settle();
            whenSettled = [];
          }
          pump();
        });
      }
    }
  }

  return {
    send(records) {
      options.journal.opened(records.length);
      queued += records.length;
      for (const record of records) {
        const name = nameOf(record);
        if (record.fault === 'corrected' && unanswered.has(name)) held.set(name, [...(held.get(name) ?? []), record]);
        else enqueue(record);
        unanswered.add(name);
      }
      pump();
    },
    settled: () => (queued === 0 ? Promise.resolve() : new Promise<void>((resolve) => whenSettled.push(resolve))),
    get queued() {
      return queued;
    },
  };
}
