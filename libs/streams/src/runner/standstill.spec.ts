import { describe, expect, it } from '@jest/globals';
import { Readiness, createLogger } from '@naru/observability';
import { Standstill } from './standstill.js';

const logger = createLogger({ service: 'test', instance: 'one', level: 'silent' });

describe('a member that keeps its tasks and does not work', () => {
  it('is not ready while it asks for nothing, from half a minute on', () => {
    const readiness = new Readiness();
    const standstill = new Standstill({ logger, readiness });
    standstill.beat(29_000);
    expect(readiness.isReady).toBe(true);
    standstill.beat(31_000);
    standstill.beat(62_000);
    expect(readiness.conditions).toMatchObject([{ ready: false }]);
    expect(readiness.conditions[0]?.reason).toContain('62 s');
    standstill.beat(0);
    expect(readiness.isReady).toBe(true);
  });

  it('is not ready where fetching stands still again right after it was begun anew, until records come', () => {
    const readiness = new Readiness();
    const standstill = new Standstill({ logger, readiness });
    standstill.fetchingWasBegunAnew([], 1);
    expect(readiness.isReady).toBe(true);
    standstill.fetchingWasBegunAnew([], 2);
    expect(readiness.isReady).toBe(false);
    standstill.fetched();
    expect(readiness.isReady).toBe(true);
  });
});
