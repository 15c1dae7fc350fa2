import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Report {
  readonly name: string;
  readonly naru: Readonly<Record<string, unknown>>;
  readonly peer: Readonly<Record<string, unknown>>;
  readonly peerName: string;
  readonly ratio: number;
  readonly cpuRatio: number;
  readonly transactionsPerSecond: number;
}

/** A benchmark as anyone runs it, on so little that its figures say nothing: it is the counting that is tested. */
async function bench(name: string, ...options: string[]): Promise<Report> {
  const args = ['run', '--silent', 'bench', '--', name, '--json', '--rounds', '1', '--no-beside', ...options];
  const { stdout } = await run('npm', args, { cwd: root, maxBuffer: 1 << 26 });
  const report = JSON.parse(stdout) as Report;
  expect(report).toMatchObject({ name, peerName: expect.any(String), transactionsPerSecond: expect.any(Number) });
  for (const ratio of [report.ratio, report.cpuRatio]) expect(ratio).toBeGreaterThan(0);
  return report;
}

function expectFigures(runs: readonly Report['naru'][], ...names: readonly string[]): void {
  for (const run of runs) for (const name of names) expect(Number(run[name])).toBeGreaterThan(0);
}

const within = 180_000;

describe('the benchmarks, on very little', () => {
  it(
    'enrichment: both place the same records, each once',
    async () => {
      const { naru, peer, ratio } = await bench('enrichment', '--records', '20000');
      expect(naru.placed).toBe(peer.placed);
      expect(naru.placed).toBeGreaterThan(19_000);
      expect(naru.placed).toBeLessThan(20_000);
      expect(ratio).toBeCloseTo(Number(naru.recordsPerSecond) / Number(peer.recordsPerSecond), 1);
    },
    within,
  );

  it(
    'sink: both load each record once',
    async () => {
      const { naru, peer } = await bench('sink', '--records', '20000');
      expect([naru.records, peer.records]).toEqual([20_000, 20_000]);
    },
    within,
  );

  it(
    'ingest: records a second, in hundreds and single',
    async () => {
      const { naru, peer } = await bench('ingest', '--seconds', '2');
      expectFigures([naru, peer], 'recordsPerSecond', 'singlesPerSecond');
    },
    within,
  );

  it(
    'latency: every change is seen at the other end',
    async () => {
      const { naru, peer } = await bench('latency', '--seconds', '3');
      expectFigures([naru, peer], 'p50Ms', 'p99Ms');
      for (const { seen } of [naru, peer]) expect(seen).toBe(1);
      expectFigures([naru.at5000 as Report['naru']], 'p99Ms');
    },
    within,
  );

  it(
    'restore: every key comes back',
    async () => {
      const { naru, peer } = await bench('restore', '--records', '5000');
      expectFigures([naru, peer], 'seconds', 'bytesPerKey');
      for (const { keys } of [naru, peer]) expect(keys).toBe(5_000);
    },
    within,
  );

  it(
    'scale: the ratio is that of CPU time a record, small city over large',
    async () => {
      const { naru, peer, ratio } = await bench('scale', '--records', '10000');
      expect(ratio).toBeCloseTo(Number(peer.cpuSecondsPerMillion) / Number(naru.cpuSecondsPerMillion), 1);
    },
    within,
  );
});
