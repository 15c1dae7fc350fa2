import { setTimeout as delay } from 'node:timers/promises';
import { Warehouse, WarehouseUnavailableError } from '@naru/clickhouse';
import type { HubUnderChaos } from '../hub-under-chaos.js';
import { detachBrokenParts } from './broken-parts.js';
import type { Card } from './card.js';
import { someSeconds } from './service-cards.js';

/** A part that is dead for some seconds, as a machine that is started again. */
const kill = (name: string): Card => ({
  fault: 'kill',
  target: name,
  isBehindInstance: false,
  async play(hub) {
    const part = hub.part(name);
    hub.kills++;
    await part.holdDown();
    await someSeconds(hub.random, 1, 8);
    part.letUp();
  },
});

const pause = (name: string): Card => ({
  fault: 'pause',
  target: name,
  isBehindInstance: false,
  async play(hub) {
    hub.pauses++;
    hub.part(name).signal('SIGSTOP');
    await someSeconds(hub.random, 2, 12);
    hub.part(name).signal('SIGCONT');
  },
});

/** Not a block is left for some seconds; what fell over it is started again by its supervisor. */
export const fullDisk = (name: string): Card => ({
  fault: 'full disk',
  target: name,
  isBehindInstance: false,
  async play(hub) {
    const disk = hub.disks.get(name);
    if (disk === undefined) throw new Error(`${name} has no disk of its own.`);
    const isWarehouse = name === 'warehouse';
    if (isWarehouse) await stopMerges(hub);
    try {
      await disk.fill();
      await someSeconds(hub.random, 4, 10);
    } finally {
      await disk.relieve();
      if (isWarehouse) await tidyUp(hub);
    }
  },
});

/**
 * A disk that is full from one moment to the next in the middle of a merge makes ClickHouse 26.7 lose rows: it takes a
 * merged part for written whose files are empty. No merge is under way here, as none is where the disk keeps some
 * space free: docs/runbooks/warehouse-disk-full.md.
 */
async function stopMerges({ city }: HubUnderChaos): Promise<void> {
  await command(city, 'SYSTEM STOP MERGES');
  await delay(500); // those under way end
}

/** No merge has run: a part that is not whole is an insert's, whose rows the sink brings again once it is detached. */
async function tidyUp(hub: HubUnderChaos): Promise<void> {
  try {
    await detachBrokenParts(hub);
  } finally {
    await startMerges(hub);
  }
}

async function startMerges({ city }: HubUnderChaos): Promise<void> {
  try {
    await command(city, 'SYSTEM START MERGES');
  } catch (error) {
    // it fell over the full disk: it merges once it is back
    if (!(error instanceof WarehouseUnavailableError)) throw error;
  }
}

async function command({ endpoints: { clickhouse } }: HubUnderChaos['city'], sql: string): Promise<void> {
  const warehouse = new Warehouse({ ...clickhouse, application: 'naru-chaos' });
  try {
    await warehouse.run({ sql });
  } finally {
    await warehouse.close();
  }
}

export const partsAway = (brokers: readonly string[]): Card[] =>
  [...brokers, 'registry', 'warehouse'].flatMap((name) => [kill(name), pause(name)]);

/** One broker of three is lost with its disk, and replaced by an empty one. */
export const brokerReplaced: Card = {
  fault: 'broker lost with its data and replaced',
  target: 'one of three',
  isBehindInstance: false,
  async play(hub) {
    const name = hub.random.pick(brokersOf(hub));
    const part = hub.part(name);
    hub.kills++;
    await part.holdDown();
    await hub.forgetBroker(name);
    await someSeconds(hub.random, 8, 15);
    part.letUp();
  },
};

/** Two brokers of three are dead: nothing can be written, so nothing may be acknowledged. */
export const mostBrokersKilled: Card = {
  fault: 'two of three brokers killed',
  target: 'two of three',
  isBehindInstance: false,
  async play(hub) {
    const spared = hub.random.pick(brokersOf(hub));
    const parts = brokersOf(hub)
      .filter((name) => name !== spared)
      .map((name) => hub.part(name));
    hub.kills += parts.length;
    await Promise.all(parts.map((part) => part.holdDown()));
    // answers to what was committed before are still on their way
    await delay(1_000);
    await hub.answersWhile(() => someSeconds(hub.random, 12, 18));
    for (const part of parts) part.letUp();
  },
};

const brokersOf = (hub: HubUnderChaos): string[] =>
  [...hub.city.stack.parts.keys()].filter((name) => name.startsWith('broker-'));
