import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TcpProxy, kafkaClientId } from './tcp-proxy.js';

let echo: Server;
let proxy: TcpProxy;
const sockets: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const target = { host: '127.0.0.1', port: (echo.address() as AddressInfo).port };
  proxy = await TcpProxy.listen({ target, nameOf: (first) => first.toString() });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  echo.close();
});

async function connect(): Promise<Socket> {
  const socket = createConnection({ host: '127.0.0.1', port: proxy.port });
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

async function say(socket: Socket, word: string): Promise<string> {
  const heard = once(socket, 'data') as Promise<[Buffer]>;
  socket.write(word);
  return (await heard)[0].toString();
}

describe('a proxy', () => {
  it('passes bytes on, and knows its connections by name', async () => {
    expect(await say(await connect(), 'ann')).toBe('ann');
    expect(proxy.names).toEqual(['ann']);
  });

  it('cuts those that are meant, and no others', async () => {
    const [ann, bob] = [await connect(), await connect()];
    await say(ann, 'ann');
    await say(bob, 'bob');
    const over = once(ann, 'close');
    proxy.trouble({ cut: true }, (name) => name === 'ann');
    await over;
    expect(await say(bob, 'still there')).toBe('still there');
  });

  it('keeps what was sent in a silence, and brings it when it is over', async () => {
    const [ann, bob] = [await connect(), await connect()];
    await say(ann, 'ann');
    await say(bob, 'bob');
    proxy.trouble({ silent: true }, (name) => name === 'ann');
    let isHeard = false;
    const answer = say(ann, 'hello?').finally(() => (isHeard = true));
    await say(bob, 'there and back');
    expect(isHeard).toBe(false);
    proxy.heal();
    expect(await answer).toBe('hello?');
  });

  it('reads the client id of a Kafka request', () => {
    const request = Buffer.concat([Buffer.alloc(12), Buffer.from([0, 4]), Buffer.from('ears and more')]);
    expect(kafkaClientId(request)).toBe('ears');
    expect(kafkaClientId(Buffer.alloc(3))).toBe('');
  });
});
