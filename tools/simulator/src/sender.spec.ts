import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { asItIs } from './faults/spoil.js';
import { openJournal } from './journal.js';
import { openSender } from './sender.js';

const servers: Server[] = [];

/** An ingest that takes everything, or one that takes it and never answers. */
async function listen(heard: (body: string) => void, answers: boolean): Promise<string> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard(body);
      if (!answers) return;
      const results = body
        .trimEnd()
        .split('\n')
        .map((_, index) => ({ index, fate: 'delivered', recordId: String(index) }));
      response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ results }));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const record = asItIs({ source: 'bays', id: 'a', device: 'S-1', observedAt: 0, fields: { state: 'free' } });
const correction = asItIs({ ...record.record, fields: { state: 'occupied' } }, 'corrected');
const keys = { bays: 'k', garages: 'k', meters: 'k', guards: 'k', traffic: 'k', air: 'k' };

describe('the sender', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('goes to the next ingest where one is silent, and corrects only what was answered', async () => {
    const heard: string[] = [];
    const silent = await listen((body) => heard.push(`silent ${body}`), false);
    const good = await listen((body) => heard.push(`good ${body}`), true);
    const journal = openJournal({ keep: true });
    const sender = openSender({
      ingestUrls: () => [silent, good],
      keys,
      journal,
      recordsPerRequest: 1,
      connections: 4,
      answerWithinMs: 2_000,
      patienceSeconds: 10,
      log: () => undefined,
    });
    sender.send([record, correction]);
    await sender.settled();
    const state = (line: string): string => line.replace(/ .*"state":/, ' ').replace('}\n', '');
    expect(heard.map(state)).toEqual(['silent "free"', 'good "free"', 'good "occupied"']);
    expect(journal.entries.map(({ fault, attempts }) => [fault, attempts])).toEqual([
      [null, 2],
      ['corrected', 1],
    ]);
  });
});
