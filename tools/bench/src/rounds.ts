import type { Settings } from './settings.js';

/** Runs the contenders in turn, round by round, so that whatever else the machine does meets them alike. */
export async function interleaved<N extends string | number, F extends object>(
  contenders: Readonly<Record<N, (round: number) => Promise<F>>>,
  { rounds, say }: Pick<Settings, 'rounds' | 'say'>,
): Promise<Record<N, F[]>> {
  const names = Object.keys(contenders) as N[];
  const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<N, F[]>;
  for (let round = 1; round <= rounds; round++)
    for (const name of names) {
      const run = await contenders[name](round);
      runs[name].push(run);
      say(`round ${round} of ${rounds}, ${name}: ${told(run)}`);
    }
  return runs;
}

const told = (run: object): string =>
  Object.entries(run)
    .map(
      ([name, value]) => `${name} ${typeof value === 'number' ? Number(value.toPrecision(4)) : JSON.stringify(value)}`,
    )
    .join(', ');
