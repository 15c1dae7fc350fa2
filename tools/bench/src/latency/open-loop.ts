import { setTimeout as delay } from 'node:timers/promises';
import { Connections, bayRecord } from '../ingest/requests.js';
import { percentile } from './percentile.js';

export interface OpenLoop {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly recordsPerSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** Told when the warm-up is over. */
  readonly onMeasuring: () => void;
}

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Share of the changes that were seen at all. */
  readonly seen: number;
}

const recordsPerRequest = 50;
const connections = 8;
const bays = 2_000;
/** Each of the records that say something new is looked for at the other end: one of five. */
const changesEvery = 5;
/** How long the last ones are waited for (ms). */
const patienceMs = 10_000;

interface Answer {
  readonly results: readonly { readonly index: number; readonly recordId: string | null }[];
}

/** When changes were seen, by record id without hyphens. */
export class Sightings {
  readonly at = new Map<string, number>();

  note(recordId: string): void {
    const id = recordId.replaceAll('-', '');
    if (!this.at.has(id)) this.at.set(id, performance.now());
  }
}

/**
 * Sends at its rate whatever becomes of the answers, and measures from the moment in which a record was to be sent: what
 * waits for a free connection waits on the clock.
 */
export async function sendOpenLoop(loop: OpenLoop, sightings: Sightings): Promise<Latency> {
  const sender = new Connections(loop.url, connections, loop.headers);
  const sentAt = new Map<string, number>();
  const everyMs = (1_000 * recordsPerRequest) / loop.recordsPerSecond;
  const warmUp = Math.round((loop.warmUpSeconds * 1_000) / everyMs);
  const count = warmUp + Math.round((loop.seconds * 1_000) / everyMs);
  const open: Promise<void>[] = [];
  const began = performance.now();
  for (let number = 0; number < count; number++) {
    const due = began + number * everyMs;
    const early = due - performance.now();
    if (early > 1) await delay(early);
    if (number === warmUp) loop.onMeasuring();
    open.push(send(number, due));
  }
  await Promise.all(open);
  const deadline = performance.now() + patienceMs;
  const isSeen = (id: string): boolean => sightings.at.has(id);
  while (performance.now() < deadline && ![...sentAt.keys()].every(isSeen)) await delay(50);
  sender.close();
  return latencyOf(sentAt, sightings);

  async function send(number: number, due: number): Promise<void> {
    const first = number * recordsPerRequest;
    const states = Array.from({ length: recordsPerRequest }, (_, index) => stateAt(first + index));
    const lines = states.map(({ device, state }, index) =>
      bayRecord(`latency-${began}-${first + index}`, device, Date.now(), state),
    );
    const { status, body } = await sender.post(Buffer.from(lines.join('\n')));
    if (status !== 202) throw new Error(`${loop.url} answered ${status}: ${body}`);
    if (number < warmUp) return;
    for (const { index, recordId } of (JSON.parse(body) as Answer).results)
      if (recordId !== null && states[index]?.isChange === true) sentAt.set(recordId.replaceAll('-', ''), due);
  }
}

/** The bays in turn; a fifth of them change each time, every bay each fifth time. */
function stateAt(number: number): { device: string; state: 'free' | 'occupied'; isChange: boolean } {
  const bay = number % bays;
  const turn = Math.floor(number / bays);
  const changes = Math.floor((turn + (bay % changesEvery)) / changesEvery);
  return {
    device: `S-${String(bay + 1).padStart(4, '0')}`,
    state: changes % 2 === 0 ? 'free' : 'occupied',
    isChange: (turn + (bay % changesEvery)) % changesEvery === 0,
  };
}

function latencyOf(sentAt: ReadonlyMap<string, number>, { at }: Sightings): Latency {
  const waits = [...sentAt].flatMap(([id, sent]) => {
    const seen = at.get(id);
    return seen === undefined ? [] : [seen - sent];
  });
  return { p50Ms: percentile(waits, 0.5), p99Ms: percentile(waits, 0.99), seen: waits.length / sentAt.size };
}
