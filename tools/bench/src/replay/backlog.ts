import { hash } from 'node:crypto';
import { codecFor } from '@naru/avro';
import { topics } from '@naru/contracts';
import { partitionOf } from '@naru/kafka';
import type { BenchHub } from '../bench-stack.js';
import { type Entry, write } from '../city/fill.js';

const topic = topics.parkingRawObservationsHistory;
const bays = 2_000;
const longAgoMs = 365 * 86_400_000;

/** Writes observations of a year ago, of the bays that live records are of, as ingest would have taken them now. */
export async function fillHistory(bench: BenchHub, count: number): Promise<void> {
  const codec = await codecFor(topic, bench.registry);
  const receivedAt = Date.now();
  const name = bench.names.topic(topic);
  const digest = (content: string): Buffer => hash('sha256', content, 'buffer').subarray(0, 16);
  function* entries(): IterableIterator<Entry> {
    for (let n = 0; n < count; n++) {
      const key = `S-${String((n % bays) + 1).padStart(4, '0')}`;
      const id = `${receivedAt}/${n}`;
      const value = codec.encode({
        recordId: digest(id),
        contentHash: digest(`content of ${id}`),
        source: 'bays',
        receivedAt,
        observedAt: receivedAt - longAgoMs + n,
        device: key,
        point: null,
        quality: 'good',
        lane: 'history',
        state: n % 3 === 0 ? 'free' : 'occupied',
      });
      yield { topic: name, partition: partitionOf(key, topic.partitions), timestamp: receivedAt, key, value };
    }
  }
  bench.say(`writing ${count} records into the history lane`);
  await write(bench, entries());
}

/** What enrichment says of its history lane, at this address. */
export async function lookAtReplay(address: string): Promise<{ taken: number; backlog: number }> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const sum = (pattern: RegExp): number => [...text.matchAll(pattern)].reduce((all, [, n]) => all + Number(n), 0);
  return {
    taken: sum(/^naru_records_total\{[^}]*topic="[^"]*-history\.v1"[^}]*\} (\S+)/gm),
    backlog: sum(/^naru_history_backlog_offsets\{[^}]*\} (\S+)/gm),
  };
}
