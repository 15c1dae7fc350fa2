import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type HubLedgerEntry, topics } from '@naru/contracts';
import { minuteOf } from '@naru/ledger';
import { MetricsRegistry, createLogger } from '@naru/observability';
import { HubUnderTest, eventually } from '@naru/testing';
import { BooksFollower } from '../src/adapters/books-follower.js';
import { watchBooks } from '../src/adapters/books-metrics.js';
import { bookEntry } from './support/ledger-entries.js';

let hub: HubUnderTest;
const followers: BooksFollower[] = [];

const raw = topics.parkingRawObservations.name;
const minute = minuteOf(Date.now()) - 60_000;

function follow(horizonMs = 3_600_000): BooksFollower {
  const { client, names, registry } = hub;
  const follower = new BooksFollower({
    client,
    names,
    registry,
    logger: createLogger({ service: 'test', instance: 'one', level: 'fatal' }),
    horizonMs,
  });
  followers.push(follower);
  follower.start();
  return follower;
}

const book = (stage: string, more: Partial<HubLedgerEntry>) => bookEntry(hub, stage, more);
const line = (fate: string, count: number) => ({ topic: raw, source: 'sensors', minute, fate, reason: '', count });
const crossingOf = (follower: BooksFollower, stage: string) =>
  follower.current?.books.balance({ stage }).crossings.find(({ flow }) => flow.to === stage && flow.topic === raw);

beforeAll(async () => {
  hub = await HubUnderTest.open([topics.hubLedger, topics.parkingRawObservations]);
});
afterAll(async () => {
  for (const follower of followers) await follower.stop();
  await hub.close();
});

describe('books that follow the ledger', () => {
  it('tell what is in flight, until the reader is beyond it: then it is missing', async () => {
    const metrics = new MetricsRegistry();
    /** As a scrape finds it: whoever is asked for one number collects them all. */
    const valueOf = async (name: string, labels: Readonly<Record<string, string>> = {}) => {
      const found = (await metrics.getMetricsAsJSON()).find((metric) => metric.name === name);
      return found?.values.find((value) => Object.entries(labels).every(([label, is]) => value.labels[label] === is))
        ?.value;
    };
    const follower = follow();
    watchBooks(metrics, follower.now);
    const empty = await eventually(
      () => Promise.resolve(follower.current),
      (current) => current !== undefined,
    );
    expect(empty?.books.balance()).toMatchObject({ isBalanced: true, rows: [], openMinutes: 0 });

    await hub.writeBytes(
      topics.parkingRawObservations,
      ['1', '2', '3'].map((value) => ['device', Buffer.from(value)]),
    );
    await book('ingest', { counts: [line('taken', 3), line('delivered', 3)] });
    await eventually(
      () => Promise.resolve(crossingOf(follower, 'analytics')),
      (crossing) => crossing?.inFlight === 3,
    );
    expect(await valueOf('naru_ledger_in_flight_records', { stage: 'analytics', topic: raw })).toBe(3);
    expect(await valueOf('naru_ledger_oldest_open_minute_seconds')).toBeGreaterThan(60);

    // all three lie in one partition, and behind them, a little later, the end of their transaction
    const ends = await eventually(
      () => hub.client.admin.listOffsets([hub.names.topic(raw)], 'latest', 'read_uncommitted'),
      (offsets) => offsets.some(({ offset }) => offset === 4),
    );
    const partition = ends.find(({ offset }) => offset === 4)?.partition ?? -1;
    const range = { topic: raw, partition, fromOffset: 0, toOffset: 4, lost: false };
    await book('enrichment', { ranges: [{ ...range, records: 3 }], counts: [line('deduplicated', 3)] });
    await book('analytics', { ranges: [{ ...range, records: 2 }], counts: [line('delivered', 2)] });
    const judged = await eventually(
      () => Promise.resolve(crossingOf(follower, 'analytics')),
      (crossing) => crossing?.missing === 1,
    );
    expect(judged).toMatchObject({ delivered: 3, taken: 2, inFlight: 0 });
    expect(crossingOf(follower, 'enrichment')).toMatchObject({ delivered: 3, taken: 3, missing: 0 });
    expect(await valueOf('naru_ledger_imbalance_records', { stage: 'analytics' })).toBe(1);
    expect(await valueOf('naru_ledger_imbalance_records', { stage: 'enrichment' })).toBe(0);
    expect(await valueOf('naru_ledger_age_seconds')).toBeLessThan(30);
  });
});
