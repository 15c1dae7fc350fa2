import { type KafkaClient, Reader } from '@naru/kafka';
import { type StreamFilter, isAskedFor } from '../domain/stream-filter.js';
import { type StreamPosition, encodeStreamCursor } from './stream-cursor.js';
import type { StreamSource } from './stream-source.js';

const POLL_MS = 500;
/** A page ends behind so much, whatever its limit: characters told, records looked at, time. */
const MOST_CHARACTERS = 4 * 1_048_576;
const MOST_LOOKED_AT = 100_000;
const MOST_MS = 5_000;
const MAX_BUFFERED_BYTES = 1_048_576;

export interface StreamPage {
  /** One JSON object a line. */
  readonly lines: readonly string[];
  /** Where the next page begins. */
  readonly cursor: string;
  /** Whether it reaches the end of the topic as it was when the page was begun. */
  readonly isComplete: boolean;
}

export interface PageRequest {
  readonly position: StreamPosition;
  readonly filter: StreamFilter;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Reads a page of a topic: bounded in lines, characters, records looked at, and time. */
export async function readStreamPage(
  client: KafkaClient,
  source: StreamSource,
  { position, filter, limit, signal }: PageRequest,
): Promise<StreamPage> {
  const next = [...position];
  const lines: string[] = [];
  let [characters, lookedAt] = [0, 0];
  const deadline = performance.now() + MOST_MS;
  const isFull = (): boolean => lines.length >= limit || characters >= MOST_CHARACTERS || lookedAt >= MOST_LOOKED_AT;
  const reader = new Reader(client, {
    topics: [source.topic],
    from: 'earliest',
    positions: next.map((offset, partition) => ({ topic: source.topic, partition, offset })),
    maxBufferedBytes: MAX_BUFFERED_BYTES,
  });
  const page = (isComplete: boolean): StreamPage => ({
    lines,
    cursor: encodeStreamCursor(source.contract.name, next),
    isComplete,
  });
  try {
    await reader.start();
    while (!reader.caughtUp && performance.now() < deadline && !signal.aborted)
      for (const batch of await reader.poll(POLL_MS)) {
        const { entries } = await source.read(batch, signal);
        for (const { event, partition, offset, value, json } of entries) {
          if (isFull()) return page(false);
          lookedAt++;
          next[partition] = offset + 1;
          if (event === 'record' && !isAskedFor(value, filter)) continue;
          characters += json.length;
          lines.push(`{"cursor":"${encodeStreamCursor(source.contract.name, next)}",${json.slice(1)}`);
        }
        next[batch.partition] = batch.lastOffset + 1;
      }
    return page(reader.caughtUp);
  } finally {
    await reader.close();
  }
}
