import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { isBalanced, runDemo, type DemoReport } from '../src/index.js';
import { readRates } from '@naru/simulator';

const leakyEnrichment = fileURLToPath(new URL('../../../apps/enrichment/test/leaky/main.mjs', import.meta.url));
const folders: string[] = [];

const run = (seconds: number, rate: number, mains: Readonly<Record<string, string>> = {}): Promise<DemoReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'naru-demo-test-'));
  folders.push(folder);
  const log = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  return runDemo({ folder, seconds, rate, seed: 11, rates: readRates(), patienceSeconds: 20, log, mains });
};

describe('the demo', () => {
  afterEach(() => {
    for (const folder of folders.splice(0))
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  });

  it('closes its books, and finds every fault that was injected, by its id', async () => {
    const report = await run(20, 300);
    expect({ ...report, isBalanced: isBalanced(report) }).toMatchObject({
      unaccounted: 0,
      duplicates: 0,
      unaccountedExamples: [],
      occupancyMismatchExamples: [],
      zoneHourMismatchExamples: [],
      isBalanced: true,
    });
    for (const { kind, injected, found } of report.faults) {
      expect(injected).toBeGreaterThan(0);
      expect({ kind, found }).toEqual({ kind, found: injected });
    }
  }, 180_000);

  it('turns red where a stage drops one record in ten thousand', async () => {
    const report = await run(20, 800, { enrichment: leakyEnrichment });
    expect(report.unaccounted).toBeGreaterThan(0);
    expect(isBalanced(report)).toBe(false);
  }, 240_000);
});
