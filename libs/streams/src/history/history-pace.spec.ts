import { describe, expect, it } from '@jest/globals';
import { HistoryPace } from './history-pace.js';

/** A hub whose live records take longer the more is replayed beside them: 100 ms alone, twice that at `doubledAt`. */
class Hub {
  now = 0;
  taken = 0;
  readonly delays: number[] = [];

  constructor(
    readonly pace: HistoryPace,
    readonly live: { readonly commitsPerSecond: number; doubledAt: number; aloneMs: number },
  ) {}

  /** Lets so many seconds go by, with more history waiting than may be taken. */
  run(seconds: number, hasHistory = true): number {
    const { pace, live } = this;
    const before = this.taken;
    let lately = 0;
    for (let ms = 0; ms < seconds * 1_000; ms += 10) {
      this.now += 10;
      const helping = hasHistory ? pace.helping(this.now) : 0;
      pace.spend(helping);
      this.taken += helping;
      lately += (helping * 100 - lately) / 20; // records/s over the last 200 ms
      if (ms % (1_000 / live.commitsPerSecond) !== 0) continue;
      const delay = live.aloneMs * (1 + lately / live.doubledAt);
      this.delays.push(delay);
      pace.liveTook(delay, this.now);
    }
    return (this.taken - before) / seconds;
  }
}

const rates = { least: 100, first: 500, most: 20_000 };

const hubOf = (live: Partial<{ commitsPerSecond: number; doubledAt: number; aloneMs: number }> = {}, most = 20_000) =>
  new Hub(new HistoryPace(0, { ...rates, most }), { commitsPerSecond: 20, doubledAt: 10_000, aloneMs: 100, ...live });

describe('the pace of the history lane', () => {
  it('rises to what may be taken where nothing is disturbed, and never above it', () => {
    const hub = hubOf({ doubledAt: 1e9 }, 5_000);
    hub.run(10, false);
    hub.run(20);
    expect(hub.run(30)).toBeGreaterThan(4_200);
    expect(hub.run(30)).toBeLessThanOrEqual(5_050);
  });

  it('settles where live records take less than half as long again, near to as much as that allows', () => {
    const hub = hubOf();
    hub.run(10, false);
    hub.run(60);
    hub.delays.length = 0;
    const perSecond = hub.run(300);
    const sorted = hub.delays.sort((a, b) => a - b);
    expect(sorted[Math.floor(0.99 * sorted.length)]).toBeLessThan(150);
    expect(perSecond).toBeGreaterThan(1_500); // 3,500 would be half as long again at every moment
  });

  it('rests first where a replay waited already when the first live record came', () => {
    const hub = hubOf({ doubledAt: 500 });
    hub.run(30);
    expect(hub.pace.liveDelay.alone).toBeLessThan(125); // at the least rate
    expect(hub.pace.rate).toBeLessThan(250);
  });

  it('falls to the least where live records suffer, and comes back with them', () => {
    const hub = hubOf();
    hub.run(10, false);
    hub.run(60);
    const rate = hub.pace.rate;
    hub.live.doubledAt = 100;
    hub.run(10);
    expect(hub.pace.rate).toBeLessThan(200);
    hub.live.doubledAt = 10_000;
    hub.run(30);
    expect(hub.pace.rate).toBeGreaterThan(rate / 2);
  });

  it('learns what live records take when they get more, and is not held down for it', () => {
    const hub = hubOf();
    hub.run(10, false);
    hub.run(60);
    hub.live.aloneMs = 400;
    hub.run(120);
    expect(hub.run(60)).toBeGreaterThan(1_000);
    expect(hub.pace.liveDelay.alone).toBeGreaterThan(390);
  });

  it('does not grow while it is not made use of, nor stop while nothing live comes', () => {
    const hub = hubOf({ commitsPerSecond: 1 });
    const before = hub.pace.rate;
    for (let second = 0; second < 30; second++) {
      hub.pace.spend(hub.pace.helping((hub.now += 1_000)));
    }
    expect(hub.pace.rate).toBe(before);
    hub.run(20);
    expect(hub.pace.rate).toBe(20_000);
  });

  it('takes nothing at all where nothing may be taken', () => {
    const hub = hubOf({}, 0);
    expect(hub.run(10)).toBe(0);
    expect(hub.pace.nextIn(hub.now)).toBe(Infinity);
  });

  it('says when the next helping may be taken', () => {
    const pace = new HistoryPace(0, rates);
    expect(pace.helping(0)).toBe(0);
    const after = pace.nextIn(0);
    expect(after).toBeCloseTo(50);
    expect([pace.helping(after - 1), pace.helping(after)]).toEqual([0, 25]);
  });
});
