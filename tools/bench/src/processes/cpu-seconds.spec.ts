import { describe, expect, it } from '@jest/globals';
import { cpuSeconds } from './cpu-seconds.js';

describe('CPU time', () => {
  it('of this process is what the process itself says, to a few hundredths', async () => {
    const { user, system } = process.cpuUsage();
    expect(Math.abs((await cpuSeconds(process.pid)) - (user + system) / 1e6)).toBeLessThan(1);
  });

  it('of a process that is gone is nobody’s to tell', async () => {
    await expect(cpuSeconds(2 ** 22 + 1)).rejects.toThrow();
  });
});
