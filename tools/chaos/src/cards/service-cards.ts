import { setTimeout as delay } from 'node:timers/promises';
import { physicalNames } from '@naru/contracts';
import type { Random } from '@naru/simulator';
import { type Instance, type ServiceName, serviceNames } from '@naru/stack';
import type { HubUnderChaos } from '../hub-under-chaos.js';
import { PartLog, tellsRefusal } from '../part-log.js';
import type { Card } from './card.js';

const others = 2;
/** Longer than the session timeout of a group (6 s) and the timeout of a transaction (5 s, found within 1 s). */
const longerThanASessionMs = 7_500;
const mostOnTopMs = 3_000;
const wakingMs = 5_000;
const triesForACommit = 60;
const mostPauses = 3;

/** kill -9; the instance is started again by its supervisor, as Kubernetes would. */
export const killOf = (service: ServiceName): Card => ({
  fault: 'kill',
  target: service,
  isBehindInstance: true,
  async play(hub) {
    await hub.have(service, others);
    hub.part(hub.busyInstanceOf(service).name).signal('SIGKILL');
    hub.kills++;
  },
});

/**
 * SIGSTOP in mid-transaction for longer than a session, so that others take over; then it wakes up and goes on. Most of the
 * time it gives up by itself what it had: it is done again until a zombie tried to commit and was refused.
 */
export const pauseOf = (service: ServiceName): Card => ({
  fault: 'pause',
  target: service,
  isBehindInstance: true,
  async play(hub) {
    await hub.have(service, others);
    for (let attempt = 0; attempt < mostPauses; attempt++) {
      const instance = hub.busyInstanceOf(service);
      // with a transaction open on the broker, then with records taken and none open yet
      const isRefused = await pauseOnce(hub, instance, attempt % 2 === 0);
      hub.say(
        `${instance.name} woke, and ${isRefused ? 'was refused as a zombie' : 'tried nothing that had to be refused'}`,
      );
      if (!isRefused) continue;
      hub.zombiesRefused++;
      return;
    }
  },
});

/** Whether the instance, when it woke, tried to commit and was refused. */
async function pauseOnce(hub: HubUnderChaos, instance: Instance, isInCommit: boolean): Promise<boolean> {
  const part = hub.part(instance.name);
  const log = await PartLog.from(hub.city.stack.folders, instance.name);
  const refusals = hub.metrics.refusalsOf(instance);
  hub.pauses++;
  if (!isInCommit) part.signal('SIGSTOP');
  else if (await stopInCommit(hub, instance)) hub.pausesInCommit++;
  await delay(longerThanASessionMs + hub.random.below(mostOnTopMs));
  part.signal('SIGCONT');
  const until = performance.now() + wakingMs;
  while (performance.now() < until) {
    if (hub.metrics.refusalsOf(instance) > refusals || tellsRefusal(await log.text())) return true;
    await delay(100);
  }
  return false;
}

/** Stops the instance while its transaction is open on the broker, or anywhere where that doesn't succeed soon. */
async function stopInCommit(hub: HubUnderChaos, { name, service, number }: Instance): Promise<boolean> {
  const part = hub.part(name);
  const id = physicalNames('').transactionalId(service, `${service}-${number}`);
  const isOpen = async (): Promise<boolean> => (await hub.openTransactions()).includes(id);
  for (let attempt = 0; attempt < triesForACommit; attempt++) {
    part.signal('SIGSTOP');
    // what was on its way when it was stopped has arrived by the second look
    if ((await isOpen()) && (await delay(30, true)) && (await isOpen())) return true;
    part.signal('SIGCONT');
    await delay(5 + hub.random.below(60));
  }
  part.signal('SIGSTOP');
  return false;
}

const instanceAdded: Card = {
  fault: 'instance added',
  target: 'any service',
  isBehindInstance: true,
  async play(hub) {
    const service = hub.random.pick(serviceNames);
    await hub.have(service, hub.instancesOf(service).length + 1);
  },
};

const instanceRemoved: Card = {
  fault: 'instance removed',
  target: 'any service',
  isBehindInstance: true,
  async play(hub) {
    const service = hub.random.pick(serviceNames.filter((name) => name !== 'ingest'));
    await hub.have(service, others);
    const later = hub.instancesOf(service).filter(({ number }) => number > 1);
    await hub.remove(hub.random.pick(later));
  },
};

export const servicePauses: readonly Card[] = serviceNames.map(pauseOf);
export const serviceFaults: readonly Card[] = [...serviceNames.map(killOf), instanceAdded, instanceRemoved];

/** How long something is away: some seconds, by the seed. */
export const someSeconds = (random: Random, least: number, most: number): Promise<void> =>
  delay(1_000 * random.between(least, most));
