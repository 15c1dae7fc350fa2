// The recipe "from a snapshot on" of docs/guides/delivery.md, as it stands there, in a hub at work.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ClickHouseClient } from '@clickhouse/client';
import { SchemaRegistry, codecFor } from '@naru/avro';
import { physicalNames, topics } from '@naru/contracts';
import { KafkaClient, Reader } from '@naru/kafka';
import { ask, endpointsFile, inRepository, openWarehouse, readEndpoints, untilEqual, type Endpoints } from './city.js';

jest.setTimeout(120_000);
const topic = topics.parkingSessions;

interface Fact {
  readonly id: string;
  readonly revision: number;
}

/** The statements of the guide's block of SQL. */
function recipe(): [position: string, snapshot: string] {
  const guide = readFileSync(inRepository('docs/guides/delivery.md'), 'utf8');
  const [, block = ''] = /```sql\n([\s\S]*?)```/.exec(guide) ?? [];
  const [position = '', snapshot = ''] = block.split(';');
  return [position, snapshot];
}

(endpointsFile === undefined ? describe.skip : describe)(
  'a snapshot of the warehouse, and its topic from there on',
  () => {
    let endpoints: Endpoints;
    let warehouse: ClickHouseClient;
    let client: KafkaClient;

    beforeAll(async () => {
      endpoints = readEndpoints();
      warehouse = openWarehouse(endpoints);
      client = await KafkaClient.connect({ brokers: endpoints.kafka.split(','), clientId: 'snapshot-tests' });
    });
    afterAll(() => Promise.all([warehouse.close(), client.close()]));

    /** What the topic says before a position, by fact: its highest revision. What is withdrawn, by now, is in no snapshot. */
    async function toldBefore(partition: number, position: number): Promise<Map<string, number>> {
      const codec = await codecFor(topic, new SchemaRegistry({ url: endpoints.registry, names: physicalNames('') }));
      const told = new Map<string, number>();
      const reader = new Reader(client, {
        topics: [topic.name],
        partitions: [partition],
        from: 'earliest',
        until: 'high-watermark',
      });
      await reader.start();
      while (!reader.caughtUp)
        for (const batch of await reader.poll(500))
          batch.forEach(({ buffer, offset, valueStart, valueEnd }) => {
            if (valueStart < 0) return;
            const { sessionId, revision, withdrawn } = codec.decode(buffer, valueStart, valueEnd);
            const id = sessionId.toString('hex');
            if (withdrawn) told.delete(id);
            else if (offset < position) told.set(id, Math.max(told.get(id) ?? 0, revision));
          });
      await reader.close();
      return told;
    }

    it('has every fact that was told before the position, at that revision or a later one', async () => {
      const [whereItReaches, snapshot] = recipe();
      const reached = () => ask<{ partition: number; position: string }>(warehouse, whereItReaches);
      await untilEqual(async () => (await reached()).length > 0, true);
      const positions = await reached();
      const current = await ask<Fact>(warehouse, snapshot.replace('*', 'lower(hex(session_id)) AS id, revision'));
      const revisions = new Map(current.map(({ id, revision }) => [id, revision]));

      let facts = 0;
      for (const { partition, position } of positions)
        for (const [id, revision] of await toldBefore(partition, Number(position))) {
          facts++;
          expect({ id, isThere: (revisions.get(id) ?? -1) >= revision }).toEqual({ id, isThere: true });
        }
      expect(facts).toBeGreaterThan(0);
    });
  },
);
