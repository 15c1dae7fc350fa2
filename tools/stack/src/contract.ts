import { SchemaRegistry } from '@naru/avro';
import { physicalNames } from '@naru/contracts';
import { applyContract } from '@naru/generate';
import { KafkaClient } from '@naru/kafka';
import type { Stack } from './stack.js';

/** Makes every topic and registers every schema of the contract, one replica each where there is one broker, else three. */
export async function applyContractTo(
  { kafka, registry }: Pick<Stack, 'kafka' | 'registry'>,
  say: (line: string) => void,
  tenant = '',
): Promise<void> {
  const names = physicalNames(tenant);
  const client = await KafkaClient.connect({ brokers: kafka.split(','), clientId: 'naru-stack' });
  try {
    const { undecided } = await applyContract({
      admin: client.admin,
      registry: new SchemaRegistry({ url: registry, names }),
      names,
      replication: kafka.includes(',') ? 3 : 1,
    });
    for (const { service, topic, partition } of undecided)
      say(
        `${service} has no position in ${topic}/${partition} and waits: docs/runbooks/positions.md, or forget the data`,
      );
  } finally {
    await client.close();
  }
}
