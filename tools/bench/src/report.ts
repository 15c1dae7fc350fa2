/** What `npm run bench` prints; beside these, each benchmark says what it measured. */
export interface BenchReport {
  readonly name: string;
  /** Medians of Naru's runs, and the runs. */
  readonly naru: Readonly<Record<string, unknown>>;
  readonly peer: Readonly<Record<string, unknown>>;
  readonly peerName: string;
  /** Of medians, higher is better for Naru: rates Naru over peer, times peer over Naru. */
  readonly ratio: number;
  /** CPU-seconds a record, peer over Naru. */
  readonly cpuRatio: number;
  readonly transactionsPerSecond: number;
  readonly beside?: Readonly<Record<string, unknown>>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new RangeError('There is no median of nothing.');
  return (low + high) / 2;
}

/** Three figures are all that a shared machine tells. */
export const rounded = (value: number): number => Number(value.toPrecision(3));

/** The median of each figure over the runs, and the runs. */
export function mediansOf<F extends object>(runs: readonly F[]): F & { readonly runs: readonly F[] } {
  const [first] = runs;
  if (first === undefined) throw new RangeError('Nothing was run.');
  const ofRuns = (name: keyof F): number => rounded(median(runs.map((run) => Number(run[name]))));
  const figures = Object.entries(first).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'number' ? ofRuns(name as keyof F) : value,
  ]);
  return { ...(Object.fromEntries(figures) as F), runs };
}

export const ratioOfRates = (naru: number, peer: number): number => rounded(naru / peer);
export const ratioOfCosts = (naru: number, peer: number): number => rounded(peer / naru);
