import { SchemaRegistry } from '@naru/avro';
import { physicalNames } from '@naru/contracts';
import { applyContract } from '@naru/generate';
import { KafkaClient } from '@naru/kafka';
import type { Stack } from './stack.js';

/** Makes every topic and registers every schema of the contract, as on a development machine: one replica each. */
export async function applyContractTo({ kafka, registry }: Pick<Stack, 'kafka' | 'registry'>): Promise<void> {
  const names = physicalNames('');
  const client = await KafkaClient.connect({ brokers: kafka.split(','), clientId: 'naru-stack' });
  try {
    await applyContract({
      admin: client.admin,
      registry: new SchemaRegistry({ url: registry, names }),
      names,
      replication: 1,
    });
  } finally {
    await client.close();
  }
}
