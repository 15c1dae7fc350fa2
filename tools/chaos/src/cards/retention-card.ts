import { setTimeout as delay } from 'node:timers/promises';
import { physicalNames, topics } from '@naru/contracts';
import { KafkaClient, Reader } from '@naru/kafka';
import { Connection, deleteRecordsV2 } from '@platformatic/kafka';
import type { HubUnderChaos } from '../hub-under-chaos.js';
import { PartLog } from '../part-log.js';
import { uuidText } from '../uuid.js';
import type { Card } from './card.js';

const stage = 'enrichment';
const names = physicalNames('');
const topic = names.topic(topics.environmentRawObservations);
const partition = 0;
/** So many records are lost, at least. */
const fewest = 20;
/** Magic byte and schema id stand before the record id. */
const idAt = 5;
const withinMs = 60_000;

/**
 * Retention deletes what a stage that was away had not read: it must stop, say so, and go on by command only, with what
 * was lost booked as lost.
 */
export const positionLost: Card = {
  fault: 'position deleted by retention',
  target: stage,
  isBehindInstance: false,
  async play(hub) {
    const client = await KafkaClient.connect({
      brokers: hub.city.endpoints.kafka.split(','),
      clientId: 'chaos-retention',
    });
    try {
      const parts = hub.instancesOf(stage).map(({ name }) => hub.part(name));
      await Promise.all(parts.map((part) => part.holdDown()));
      const from = await positionOf(client, stage);
      const to = await untilMoreThan(() => positionOf(client, 'analytics'), from + fewest);
      const { name } = topics.environmentRawObservations;
      hub.lose({ stage, topic: name, partition, fromOffset: from, toOffset: to }, await idsIn(client, from, to));
      await deleteBefore(hub.city.endpoints.kafka, to);
      const logs = await Promise.all(parts.map(({ name }) => PartLog.from(hub.city.stack.folders, name)));
      for (const part of parts) part.letUp();
      await untilOneSays(logs, 'NARU_POSITION_LOST');
      if ((await positionOf(client, stage)) !== from)
        throw new Error(`${stage} went on by itself behind what was lost`);
      await command(hub, to);
    } finally {
      await client.close();
    }
  },
};

async function positionOf(client: KafkaClient, service: string): Promise<number> {
  const positions = await client.admin.committed(names.group(service), [topic]);
  return positions.find((one) => one.partition === partition)?.offset ?? 0;
}

async function untilMoreThan(ask: () => Promise<number>, least: number): Promise<number> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await ask();
    if (found > least) return found;
    if (performance.now() > deadline) throw new Error(`Not beyond ${least} in time: ${found}`);
    await delay(200);
  }
}

async function idsIn(client: KafkaClient, from: number, to: number): Promise<string[]> {
  const reader = new Reader(client, {
    topics: [topic],
    partitions: [partition],
    from: 'earliest',
    positions: [{ topic, partition, offset: from }],
  });
  const ids: string[] = [];
  try {
    await reader.start();
    while (reader.positions.some(({ offset }) => offset < to))
      for (const batch of await reader.poll(250))
        batch.forEach(({ buffer, offset, valueStart }) => {
          if (valueStart >= 0 && offset < to)
            ids.push(uuidText(buffer.subarray(valueStart + idAt, valueStart + idAt + 16)));
        });
  } finally {
    await reader.close();
  }
  return ids;
}

async function deleteBefore(broker: string, offset: number): Promise<void> {
  const [host = '', port = ''] = broker.split(':');
  const link = new Connection('chaos-retention');
  await link.connect(host, Number(port));
  try {
    const partitions = [{ partitionIndex: partition, offset: BigInt(offset) }];
    await deleteRecordsV2.api.async(link, [{ name: topic, partitions }], 10_000);
  } finally {
    await link.close();
  }
}

async function untilOneSays(logs: readonly PartLog[], words: string): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await Promise.all(logs.map((log) => log.text()))).some((text) => text.includes(words))) {
    if (performance.now() > deadline) throw new Error(`${stage} said nothing of what it lost`);
    await delay(250);
  }
}

async function command(hub: HubUnderChaos, from: number): Promise<void> {
  const { services, keys } = hub.city.endpoints;
  const response = await fetch(`${services.ingest}/v1/positions/skip`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify({ service: stage, topic: topics.environmentRawObservations.name, partition, from }),
  });
  if (!response.ok) throw new Error(`The command was answered ${response.status}: ${await response.text()}`);
}
