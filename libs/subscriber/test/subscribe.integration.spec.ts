import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import { BatchWriter, PositionMissingError, TransactionalProducer } from '@naru/kafka';
import { markHeaders } from '@naru/streams';
import { HubUnderTest } from '@naru/testing';
import { NestFactory } from '@nestjs/core';
import { SubscriberModule } from '../src/nest/index.js';
import {
  type Received,
  type Retry,
  type SubscribeOptions,
  type Subscription,
  UndecodableRecordError,
  subscribe,
  subscribeFromPositions,
} from '../src/index.js';
import { session } from './support/records.js';

jest.setTimeout(120_000);

const inputs = { sessions: topics.parkingSessions };
type Session = Received<typeof inputs>;

let hub: HubUnderTest;
let sender: TransactionalProducer;
let open: Subscription[] = [];

beforeAll(async () => {
  hub = await HubUnderTest.open([topics.parkingSessions, topics.parkingBayStates]);
  sender = new TransactionalProducer(hub.client, { transactionalId: `${hub.tenant}-sender` });
  await sender.initialize();
});
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});
afterAll(async () => {
  await sender.close();
  await hub.close();
});

const write = (...sessions: readonly number[]) =>
  hub.write(
    topics.parkingSessions,
    sessions.map((n) => [`bay-${n % 8}`, session(n)]),
  );

/** Collects, and resolves when there is what a test waits for. */
class Inbox {
  readonly records: Session[] = [];
  #look: () => void = () => undefined;

  take(records: readonly Session[]): void {
    this.records.push(...records);
    this.#look();
  }

  get devices(): number[] {
    return this.records.map(({ value }) => (value?.startedAt ?? 0) - session(0).startedAt).sort((a, b) => a - b);
  }

  async until(is: () => boolean): Promise<void> {
    while (!is()) await new Promise<void>((resolve) => (this.#look = resolve));
  }

  look(): void {
    this.#look();
  }
}

type Changes = Partial<SubscribeOptions<typeof inputs>>;

const optionsOf = (inbox: Inbox, group: string, changes: Changes = {}): SubscribeOptions<typeof inputs> => {
  const { NARU_KAFKA_BROKERS = '', NARU_REGISTRY_URL = '' } = hub.environment('test');
  return {
    brokers: [NARU_KAFKA_BROKERS],
    registry: NARU_REGISTRY_URL,
    tenant: hub.tenant,
    group: `${hub.tenant}.${group}`,
    startAt: 'earliest',
    topics: inputs,
    handle: (records) => {
      inbox.take(records);
    },
    ...changes,
  };
};
async function subscribed(inbox: Inbox, group: string, changes: Changes = {}): Promise<Subscription> {
  const subscription = await subscribe(optionsOf(inbox, group, changes));
  open.push(subscription);
  return subscription;
}

describe('a subscription', () => {
  it('hands over committed records with id, revision and position, and goes on behind them after a restart', async () => {
    await write(1, 2);
    sender.begin();
    const aborted = new BatchWriter();
    aborted.append(Date.now(), 'bay-3', (await hub.codec(topics.parkingSessions)).encode(session(3)));
    sender.send(hub.names.topic(topics.parkingSessions), 0, aborted);
    await sender.flush();
    await sender.abort();
    await write(4);

    const inbox = new Inbox();
    const first = await subscribed(inbox, 'restart');
    await inbox.until(() => inbox.records.length >= 3);
    expect(inbox.devices).toEqual([1, 2, 4]);
    expect(inbox.records[0]).toMatchObject({
      input: 'sessions',
      revision: 0,
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      position: { topic: 'parking.sessions.v1' },
    });
    await first.close();
    await first.done;

    await write(5);
    const later = new Inbox();
    await subscribed(later, 'restart', { startAt: 'latest' }); // which the group's positions overrule
    await later.until(() => later.records.length >= 1);
    expect(later.devices).toEqual([5]);
  });

  it('begins at the end where it is told to, and nowhere by itself', async () => {
    const { startAt: nowhere, ...withoutStart } = optionsOf(new Inbox(), 'nowhere');
    expect(nowhere).toBe('earliest');
    await expect(subscribe(withoutStart)).rejects.toThrow(PositionMissingError);
    const inbox = new Inbox();
    await subscribed(inbox, 'latest', { startAt: 'latest' });
    await write(10);
    await inbox.until(() => inbox.records.length >= 1);
    expect(inbox.devices).toEqual([10]);
  });

  it('gives a handler that throws the same records again, and tells', async () => {
    const inbox = new Inbox();
    const retries: Retry[] = [];
    let calls = 0;
    await subscribed(inbox, 'retry', {
      startAt: 'latest',
      handle: (records) => {
        if (++calls < 3) throw new Error('not now');
        inbox.take(records);
      },
      onRetry: (retry) => retries.push(retry),
    });
    await write(11);
    await inbox.until(() => inbox.records.length >= 1);
    expect(inbox.devices).toEqual([11]);
    expect(retries.map(({ attempt, records, first }) => [attempt, records, first?.topic])).toEqual([
      [1, 1, 'parking.sessions.v1'],
      [2, 1, 'parking.sessions.v1'],
    ]);
  });

  it('ends before a record that can not be read, with its place, unless it is told to pass it over', async () => {
    const inbox = new Inbox();
    const stopping = await subscribed(inbox, 'stops', { startAt: 'latest' });
    const skipped: string[] = [];
    const skipping = new Inbox();
    await subscribed(skipping, 'skips', {
      startAt: 'latest',
      onUndecodable: ({ reason }) => {
        skipped.push(reason);
        return 'skip';
      },
    });
    const ended = stopping.done.catch((error: unknown) => error);
    await write(12);
    await inbox.until(() => inbox.records.length >= 1);
    await hub.writeBytes(topics.parkingSessions, [['bay-1', Buffer.from('no avro')]]);
    await write(13);
    const error = await ended;
    expect(error).toBeInstanceOf(UndecodableRecordError);
    expect(error).toMatchObject({
      reason: 'not-confluent',
      position: { topic: 'parking.sessions.v1', partition: expect.any(Number) },
    });
    await skipping.until(() => skipping.records.length >= 2);
    expect([skipping.devices, skipped]).toEqual([[12, 13], ['not-confluent']]);
    expect(inbox.devices).not.toContain(14);
  });

  it('tells how far the hub is by its marks, which no handler ever gets', async () => {
    const inbox = new Inbox();
    const clocks: number[] = [];
    const options = optionsOf(inbox, 'marks');
    const ends = await hub.client.admin.listOffsets([hub.names.topic(topics.parkingSessions)], 'latest');
    const subscription = await subscribeFromPositions({
      ...options,
      positions: ends.map((end) => ({ ...end, topic: topics.parkingSessions.name })),
      startAt: 'earliest',
      onProgress: (clock) => {
        clocks.push(clock);
        inbox.look();
      },
    });
    open.push(subscription);
    for (const at of [1_000, 2_000]) {
      sender.begin();
      for (const partition of [0, 1]) {
        const writer = new BatchWriter();
        for (const task of [0, 1])
          writer.append(Date.now(), null, null, markHeaders(at + task, { stage: 'parking', task, tasks: 2 }));
        sender.send(hub.names.topic(topics.parkingSessions), partition, writer);
      }
      await sender.commit();
    }
    await inbox.until(() => clocks.at(-1) === 2_000);
    expect(subscription.clock).toBe(2_000);
    expect(inbox.records).toEqual([]);
  });

  it('waits for the handler at work when it is closed, and keeps what it did', async () => {
    const handled = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<AbortSignal>();
    const inbox = new Inbox();
    const subscription = await subscribed(inbox, 'graceful', {
      startAt: 'latest',
      handle: async (records, { signal }) => {
        begun.resolve(signal);
        await handled.promise;
        inbox.take(records);
      },
    });
    await write(20);
    const signal = await begun.promise;
    const closed = subscription.close();
    expect(signal.aborted).toBe(true);
    handled.resolve(undefined);
    await closed;
    expect(inbox.devices).toEqual([20]);

    await write(21);
    const next = new Inbox();
    await subscribed(next, 'graceful');
    await next.until(() => next.records.length >= 1);
    expect(next.devices).toEqual([21]);
  });
});

describe('a module of Nest', () => {
  it('subscribes when its application has started, and stops with it', async () => {
    const inbox = new Inbox();
    const application = await NestFactory.createApplicationContext(
      SubscriberModule.forRootAsync({ useFactory: () => optionsOf(inbox, 'module', { startAt: 'latest' }) }),
    );
    await write(30);
    await inbox.until(() => inbox.records.length >= 1);
    expect(inbox.devices).toEqual([30]);
    await application.close();

    await write(31);
    const next = new Inbox();
    await subscribed(next, 'module');
    await next.until(() => next.records.length >= 1);
    expect([inbox.devices, next.devices]).toEqual([[30], [31]]);
  });
});
