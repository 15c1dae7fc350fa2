import { setTimeout as delay } from 'node:timers/promises';
import type { Instance } from '@naru/stack';
import type { HubUnderChaos } from '../hub-under-chaos.js';
import type { Card } from './card.js';

export interface Outage {
  readonly part: string;
  readonly minutes: number;
}

export interface InstanceMemory {
  readonly instance: string;
  /**
   * The most that it held (resident, MiB) in the second third of the outage and in the last one. In the first its queues
   * fill: 64 MiB of rows take minutes.
   */
  readonly earlyMiB: number;
  readonly lateMiB: number;
}

/** What was seen of the services while a part was away. */
export interface OutageWatch extends Outage {
  /** Instances that said that they wait. */
  readonly notReady: readonly string[];
  readonly memory: readonly InstanceMemory[];
}

const minuteMs = 60_000;
const lookEveryMs = 5_000;
const catchUpMs = 3 * minuteMs;
const mibBytes = 1_048_576;

/** One part is away for minutes: who needs it waits, says so, doesn't grow, and catches up. */
export const outage = ({ part, minutes }: Outage, watched: (watch: OutageWatch) => void): Card => ({
  fault: 'outage',
  target: `${part}, ${minutes} minutes`,
  isBehindInstance: false,
  patienceMs: minutes * minuteMs + catchUpMs,
  async play(hub) {
    hub.kills++;
    await hub.part(part).holdDown();
    try {
      watched(await watch(hub, { part, minutes }));
    } finally {
      hub.part(part).letUp();
    }
  },
});

async function watch(hub: HubUnderChaos, { part, minutes }: Outage): Promise<OutageWatch> {
  const began = Date.now();
  const notReady = new Set<string>();
  const memory = new Map<string, { earlyMiB: number; lateMiB: number }>();
  const third = (minutes * minuteMs) / 3;
  while (Date.now() < began + 3 * third) {
    const isLate = Date.now() >= began + 2 * third;
    const isEarly = !isLate && Date.now() >= began + third;
    for (const instance of hub.instances) {
      const looked = await lookAt(instance).catch(() => undefined);
      if (looked?.isReady !== true) notReady.add(instance.name);
      const memoryMiB = looked?.memoryMiB ?? 0;
      const seen = memory.get(instance.name) ?? { earlyMiB: 0, lateMiB: 0 };
      memory.set(instance.name, {
        earlyMiB: isEarly ? Math.max(seen.earlyMiB, memoryMiB) : seen.earlyMiB,
        lateMiB: isLate ? Math.max(seen.lateMiB, memoryMiB) : seen.lateMiB,
      });
    }
    await delay(lookEveryMs);
  }
  return {
    part,
    minutes,
    notReady: [...notReady],
    memory: Array.from(memory, ([instance, most]) => ({ instance, ...most })),
  };
}

async function lookAt({ address }: Instance): Promise<{ isReady: boolean; memoryMiB: number }> {
  const ask = (path: string): Promise<Response> => fetch(address + path, { signal: AbortSignal.timeout(2_000) });
  const [ready, metrics] = await Promise.all([ask('/health/ready'), ask('/metrics').then((answer) => answer.text())]);
  const bytes = /^process_resident_memory_bytes(?:\{[^}]*\})? (\S+)$/m.exec(metrics)?.[1];
  if (bytes === undefined) throw new Error(`${address} doesn't tell its memory`);
  return { isReady: ready.ok, memoryMiB: Math.round(Number(bytes) / mibBytes) };
}
