import { type ServiceName, serviceNames } from '@naru/stack';
import type { Trouble } from '@naru/testing';
import type { HubUnderChaos } from '../hub-under-chaos.js';
import type { Card } from './card.js';
import { someSeconds } from './service-cards.js';

async function between(
  hub: HubUnderChaos,
  trouble: Trouble,
  { isMeant, seconds }: { isMeant?: (clientId: string) => boolean; seconds: readonly [number, number] },
): Promise<void> {
  for (const proxy of hub.proxies) proxy.trouble(trouble, isMeant);
  await someSeconds(hub.random, ...seconds);
  for (const proxy of hub.proxies) proxy.heal();
}

/** The connections of one instance of a service that works; another goes on. */
async function oneInstance(hub: HubUnderChaos): Promise<(clientId: string) => boolean> {
  const service: ServiceName = hub.random.pick(serviceNames);
  await hub.have(service, 2);
  const { number, name } = hub.busyInstanceOf(service);
  hub.say(`it is ${name}`);
  return (clientId) => clientId === `${service}-${service}-${number}`;
}

const network = (fault: string, target: string, play: Card['play']): Card => ({
  fault,
  target,
  isBehindInstance: false,
  play,
});

export const networkFaults: readonly Card[] = [
  network('connections cut', 'all services', (hub) => between(hub, { cut: true }, { seconds: [1, 8] })),
  network('connections cut', 'one instance', async (hub) => {
    await between(hub, { cut: true }, { isMeant: await oneInstance(hub), seconds: [7, 12] });
  }),
  network('connections silent', 'one instance', async (hub) => {
    await between(hub, { silent: true }, { isMeant: await oneInstance(hub), seconds: [8, 12] });
  }),
  network('connections slow', 'all services', (hub) =>
    between(hub, { delayMs: 80, bytesPerSecond: 2_000_000 }, { seconds: [8, 12] }),
  ),
];
