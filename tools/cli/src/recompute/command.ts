import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { call } from '../call.js';
import { type ConnectionOptions, connectionTo } from '../connection.js';

interface Asked extends ConnectionOptions {
  readonly asset?: string;
  readonly zone?: string;
  readonly from: string;
  readonly to?: string;
  readonly rate: string;
}

interface Told {
  readonly id: string;
  readonly state: string;
  readonly meant: number;
  readonly applied: number;
  readonly undecided: number;
  readonly outdated: number;
  readonly unanswered: number;
  readonly restated: number;
  readonly withdrawn: number;
}

/** How often a recompute is asked how far it has come (ms). */
const askEveryMs = 500;

/** `naru recompute`: facts anew from the records in the warehouse. */
export function addRecomputeCommand(naru: Command, withConnection: (command: Command) => Command): void {
  withConnection(naru.command('recompute'))
    .description('compute facts anew from the records in the warehouse, and publish the differences')
    .argument('<what>', 'parking/sessions, energy/intervals with the peaks of zones, or security/detections')
    .option('--asset <id>', 'one bay, meter, or asset of security')
    .option('--zone <kind/id>', 'every bay, meter or asset that was seen in this zone since')
    .requiredOption('--from <time>', 'from when on, as in 2026-11-22T09:00:00+09:00')
    .option('--to <time>', 'until when; to the latest record by default')
    .option('--rate <number>', 'bays, meters and zones, or assets, a second at most', '20')
    .action((what: string, options: Asked) => recompute(what, options));
}

async function recompute(what: string, { asset, zone, from, to, rate, ...options }: Asked): Promise<void> {
  const analytics = connectionTo('analytics', options);
  const jobs = '/v1/analytics/recomputes';
  let job = await call<Told>(analytics, 'POST', jobs, {
    what,
    assetId: asset,
    zone: zone === undefined ? undefined : zoneOf(zone),
    from,
    to,
    perSecond: Number(rate),
  });
  let said = '';
  while (job.state === 'running') {
    await delay(askEveryMs);
    job = await call<Told>(analytics, 'GET', `${jobs}/${job.id}`);
    const line = `${job.applied} of ${job.meant} computed, ${job.restated} facts restated, ${job.withdrawn} withdrawn\n`;
    if (line !== said) process.stderr.write(line);
    said = line;
  }
  process.stdout.write(`${JSON.stringify(job, null, 2)}\n`);
  if (job.state !== 'done' || job.undecided + job.outdated + job.unanswered > 0) process.exitCode = 1;
}

function zoneOf(text: string): { readonly kind: string; readonly id: string } {
  const [, kind, id] = /^([^/]+)\/(.+)$/.exec(text) ?? [];
  if (kind === undefined || id === undefined) throw new Error('Write the zone as kind/id, as in district/jongno.');
  return { kind, id };
}
