import { describe, expect, it } from '@jest/globals';
import { faultKinds, noFaults, readRates } from './faults/rates.js';
import { buildCity } from './ground/city.js';
import { openStream } from './stream.js';

const start = Date.UTC(2026, 10, 22, 3);
const run = (seed: number, rates = readRates()): ReturnType<typeof openStream> & { sent: string[] } => {
  const stream = openStream(buildCity(seed), start, rates);
  const sent: string[] = [];
  for (let tick = 1; tick <= 300; tick++)
    sent.push(...stream.take(start + tick * 100, 50).map(({ bytes }) => bytes.toString('latin1')));
  sent.push(...stream.drain().map(({ bytes }) => bytes.toString('latin1')));
  return Object.assign(stream, { sent });
};

describe('openStream', () => {
  it('sends the same records for the same seed', () => {
    expect(run(3).sent).toEqual(run(3).sent);
    expect(run(3).sent).not.toEqual(run(4).sent);
  });

  it('injects every kind of fault at least once', () => {
    expect([...run(5).injected.keys()].sort()).toEqual([...faultKinds].sort());
  });

  it('sends nothing wrong, twice or out of order when asked for no faults', () => {
    const { sent, injected } = run(6, noFaults);
    expect(injected.size).toBe(0);
    const ids = sent.map((text) => (JSON.parse(text) as { id: string }).id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('never sees one device twice in the same millisecond, so that "latest" needs no tie-break', () => {
    const { sent } = run(9, { ...noFaults, 'clock-skew': 0.3 });
    const seen = sent.map((text) => {
      const { device, observedAt } = JSON.parse(text) as { device: string; observedAt: string };
      return device === 'traffic-desk' ? text : `${device} ${observedAt}`;
    });
    expect(new Set(seen).size).toBe(seen.length);
  });
});
