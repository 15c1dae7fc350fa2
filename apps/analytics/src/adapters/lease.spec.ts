import { describe, expect, it } from '@jest/globals';
import { LeaseLostError, untilAssured } from './lease.js';

const never = new AbortController().signal;

describe('tasks', () => {
  it('are held for four seconds after the group was heard of, and waited for afterwards', async () => {
    let now = 3_999;
    const consumer = { heardAt: 0, rebalancing: false };
    await untilAssured(consumer, never, () => now);
    now = 4_000;
    let asked = 0;
    await untilAssured(consumer, never, () => {
      if (++asked === 2) consumer.heardAt = 1;
      return now;
    });
    expect(asked).toBe(2);
  });

  it('are not, once the group wants to give them away or the work is given up', async () => {
    await expect(untilAssured({ heardAt: 0, rebalancing: true }, never, () => 0)).rejects.toThrow(LeaseLostError);
    const over = AbortSignal.abort();
    await expect(untilAssured({ heardAt: 0, rebalancing: false }, over, () => 0)).rejects.toThrow(LeaseLostError);
  });

  it('are not, where a paused member learns on waking that it was replaced', async () => {
    const consumer = { heardAt: 0, rebalancing: false };
    const waking = untilAssured(consumer, never, () => {
      consumer.rebalancing = true;
      return 10_000;
    });
    await expect(waking).rejects.toThrow(LeaseLostError);
  });
});
