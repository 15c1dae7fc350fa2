import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { choosePorts, defaultPorts } from './ports.js';

describe('choosePorts', () => {
  it('gives every part a port of its own, the usual one or a later one', async () => {
    const ports = await choosePorts('usual');
    expect(new Set(Object.values(ports)).size).toBe(Object.keys(defaultPorts).length);
    for (const name of Object.keys(defaultPorts) as (keyof typeof defaultPorts)[])
      expect(ports[name]).toBeGreaterThanOrEqual(defaultPorts[name]);
  });

  it('passes over a port that somebody listens on', async () => {
    const { page } = await choosePorts('usual');
    const taken = createServer().listen(page, '127.0.0.1');
    await once(taken, 'listening');
    expect((taken.address() as AddressInfo).port).toBe(page);
    expect((await choosePorts('usual')).page).toBeGreaterThan(page);
    taken.close();
  });
});
