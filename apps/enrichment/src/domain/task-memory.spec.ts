import { describe, expect, it } from '@jest/globals';
import { HORIZON_SECONDS } from './seen-records.js';
import { TaskMemory } from './task-memory.js';

const kind = 'parking/observation';
const hour = 3_600_000;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

class Memory extends TaskMemory {
  constructor() {
    super({ add: () => undefined, drop: () => undefined });
  }

  /** A device's record on the live lane; answers whether the hub had it. */
  hear(device: string, id: number, receivedAt: number): boolean {
    const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(device)]);
    bytes.writeUInt32BE(Math.imul(id, 0x9e3779b1) >>> 0, 4); // as even as ids are
    const name = { sourceStart: 32, sourceEnd: 32, deviceStart: 32, deviceEnd: bytes.length };
    const record = { ...name, recordIdStart: 0, contentHashStart: 16, receivedAt };
    const found = this.devicesOf(kind).deviceOf(bytes, name);
    return this.take(found, bytes, record, { kind, lane: 'live', topic: 0, offset: id });
  }
}

describe('TaskMemory', () => {
  it('takes a transaction back in which many devices were heard of first', () => {
    const memory = new Memory();
    const known = numbers(5_000);
    for (const n of known) memory.hear(`known-${n}`, n, hour);
    memory.merge();
    for (let n = 0; n < 30_000; n++) memory.hear(`aborted-${n}`, 100_000 + n, hour);
    memory.drop();
    expect(memory.seen.size).toBe(known.length);
    expect(known.every((n) => memory.hear(`known-${n}`, n, hour))).toBe(true);
    expect(numbers(30_000).some((n) => memory.hear(`later-${n}`, 100_000 + n, hour))).toBe(false);
  });

  it('gives the number of a device that fell silent away, with nothing left of it', () => {
    const memory = new Memory();
    for (let n = 0; n < 70_000; n++) memory.hear(`silent-${n % 7_000}`, n, hour);
    memory.merge();
    const later = hour + (HORIZON_SECONDS + 7_200) * 1_000;
    memory.hear('awake', 200_000, later);
    for (let n = 0; n < 100_000; n++) memory.hear(`busy-${n % 100}`, 300_000 + n, later);
    memory.merge(); // twice as many as after the last sweep: sweeps
    expect(memory.seen.size).toBe(100_001);
    const { recent } = memory.devicesOf(kind);
    const isAsNew = (n: number): boolean =>
      !memory.hear(`new-${n}`, n, later) && recent.oldest === recent.newest && recent.count === 1;
    expect(numbers(20_000).every(isAsNew)).toBe(true);
    expect(memory.deviceCount).toBeLessThan(27_000);
    expect(memory.hear('awake', 200_000, later)).toBe(true);
  });
});
