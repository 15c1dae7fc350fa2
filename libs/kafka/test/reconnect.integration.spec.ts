import { once } from 'node:events';
import { connect as dial, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { metadataV12 } from '@platformatic/kafka';
import { BrokerLink } from '../src/cluster/broker-link.js';
import { TransientError } from '../src/index.js';
import { brokers } from './support/broker.js';

const [host = '', port = ''] = brokers.split(':');
const open = new Set<Socket>();
let proxy: Server | undefined;
jest.setTimeout(120_000);

/** A door in front of the broker that the test opens and shuts. */
async function openDoor(at: number): Promise<number> {
  proxy = createServer((client) => {
    const broker = dial(Number(port), host);
    for (const socket of [client, broker]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        broker.destroy();
      });
    }
    client.pipe(broker).pipe(client);
  }).listen(at, '127.0.0.1');
  await once(proxy, 'listening');
  return (proxy.address() as AddressInfo).port;
}

async function shutDoor(): Promise<void> {
  if (!proxy?.listening) return;
  const closed = once(proxy, 'close');
  proxy.close();
  for (const socket of open) socket.destroy();
  open.clear();
  await closed;
}

afterEach(shutDoor);

describe('a link to a broker', () => {
  const ask = (link: BrokerLink) => link.call(metadataV12.api, [], false, false);

  it('fails fast while the broker is away, and connects again when it is back', async () => {
    const at = await openDoor(0);
    const link = new BrokerLink(
      { host: '127.0.0.1', port: at },
      { brokers: [], clientId: 'kafka-tests', requestTimeoutMs: 5_000, heard: () => undefined },
    );
    expect((await ask(link)).brokers).not.toEqual([]);
    for (let round = 0; round < 3; round++) {
      await shutDoor();
      for (let asked = 0; asked < 20; asked++) await expect(ask(link)).rejects.toBeInstanceOf(TransientError);
      await openDoor(at);
      const answered = async (): Promise<boolean> => {
        try {
          await ask(link);
          return true;
        } catch (error) {
          expect(error).toBeInstanceOf(TransientError);
          return false;
        }
      };
      while (!(await answered())) await new Promise(setImmediate);
    }
    await link.close();
  });
});
