import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { type KafkaClient, TransientError } from '@naru/kafka';
import { Readiness, createLogger } from '@naru/observability';
import { brokerWatch } from './broker-watch.js';

const logger = createLogger({ service: 'test', instance: 'test', level: 'silent' });

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('a service is not ready while no broker has answered for some seconds, and says why', () => {
  const readiness = new Readiness();
  const client: { away: KafkaClient['away'] } = { away: undefined };
  const watch = brokerWatch(client, { logger, readiness });
  void watch.start?.();
  expect(readiness.isReady).toBe(true);

  client.away = { since: Date.now(), why: new TransientError('Fetch to b:9092: no answer', -1, 'NETWORK') };
  jest.advanceTimersByTime(2_000);
  expect(readiness.isReady).toBe(true);
  jest.advanceTimersByTime(2_000);
  expect(readiness.conditions).toMatchObject([
    { name: 'broker', ready: false, reason: expect.stringMatching(/^away since 20.*: Fetch to b:9092: no answer$/) },
  ]);

  client.away = undefined;
  jest.advanceTimersByTime(1_000);
  expect(readiness.isReady).toBe(true);
  void watch.stop?.();
});
