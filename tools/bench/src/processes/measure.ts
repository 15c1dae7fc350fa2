import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '@naru/kafka';
import { type BenchHub, pidOf } from '../bench-stack.js';
import { cpuSeconds } from './cpu-seconds.js';

/** What a run of records came to, from the first commit that was seen to the last. */
export interface Throughput {
  readonly recordsPerSecond: number;
  readonly cpuSecondsPerMillion: number;
  readonly brokerCpuSecondsPerMillion: number;
  readonly seconds: number;
}

export interface Measuring {
  readonly group: string;
  readonly topics: readonly string[];
  /** Records in them. */
  readonly records: number;
  /** Parts whose CPU time counts. They may start after the measuring has. */
  readonly parts: readonly string[];
  readonly withinMs: number;
  /** Share of each partition's offsets that is passed before the clock begins: 0 for the first commit. */
  readonly warmUp?: number;
}

const pollMs = 20;

/**
 * Watches a group come to the end of its topics. Offsets are committed with the records' outputs, in one transaction or
 * after them, hence the clock begins with the first commit and ends with the last one, and counts what was between.
 * Where one commit is nearly all, the clock begins with the watching.
 */
export async function throughputOf(bench: BenchHub, measuring: Measuring): Promise<Throughput> {
  const { group, topics, records, parts, withinMs, warmUp = 0 } = measuring;
  const { admin } = bench.client;
  const clocks = async (offsets: number): Promise<Clocks> => ({
    offsets,
    at: performance.now(),
    cpu: (await Promise.all(parts.map((part) => cpuSoFar(bench, part)))).reduce((a, b) => a + b, 0),
    brokerCpu: await cpuSoFar(bench, 'broker'),
  });
  const ends = (await admin.listOffsets(topics, 'latest')).filter(({ offset }) => offset > 0);
  const end = sum(ends);
  const began = await clocks(0);
  let first: Clocks | undefined;
  for (;;) {
    const committed = await admin.committed(group, topics);
    const offsets = sum(committed);
    if (first === undefined && offsets > 0 && hasReached(committed, ends, warmUp))
      first = warmUp === 0 && offsets > end / 2 ? began : await clocks(offsets);
    if (first !== undefined && hasReached(committed, ends)) break;
    if (performance.now() - began.at > withinMs)
      throw new Error(`${group} came to ${offsets} of ${end} in ${withinMs / 1_000} s`);
    await delay(pollMs);
  }
  const last = await clocks(end);
  const seconds = (last.at - first.at) / 1_000;
  const counted = (records * (end - first.offsets)) / end;
  return {
    recordsPerSecond: counted / seconds,
    cpuSecondsPerMillion: ((last.cpu - first.cpu) / counted) * 1e6,
    brokerCpuSecondsPerMillion: ((last.brokerCpu - first.brokerCpu) / counted) * 1e6,
    seconds,
  };
}

/** None before a part is started. */
function cpuSoFar({ stack }: BenchHub, part: string): Promise<number> {
  const { pid, restarts } = stack.parts.get(part) ?? { pid: undefined, restarts: 0 };
  return pid === undefined && restarts === 0 ? Promise.resolve(0) : cpuSeconds(pidOf(stack, part));
}

interface Clocks {
  readonly offsets: number;
  readonly at: number;
  readonly cpu: number;
  readonly brokerCpu: number;
}

const sum = (positions: readonly Position[]): number => positions.reduce((total, { offset }) => total + offset, 0);

/** The end of a transaction has an offset too, which not every reader commits. */
const hasReached = (committed: readonly Position[], ends: readonly Position[], share = 1): boolean =>
  ends.every(({ topic, partition, offset }) => {
    const one = committed.find((position) => position.topic === topic && position.partition === partition);
    return (one?.offset ?? 0) >= share * offset - 1;
  });
