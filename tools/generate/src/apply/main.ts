import { SchemaRegistry } from '@naru/avro';
import { loadConfig } from '@naru/config';
import { physicalNames } from '@naru/contracts';
import { KafkaClient } from '@naru/kafka';
import { applyContract } from './apply-contract.js';
import { applyConfig } from './config.js';

const config = loadConfig(applyConfig, process.env);
const names = physicalNames(config.tenant);
const kafka = await KafkaClient.connect({ brokers: config.kafkaBrokers, clientId: 'naru-contract' });
try {
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  const replication = config.development ? 1 : 3;
  const { created, schemaIds, differences } = await applyContract({ admin: kafka.admin, registry, names, replication });
  for (const difference of differences) process.stderr.write(`differs: ${difference}\n`);
  process.stderr.write(`${created.length} topics created, ${schemaIds.size} schemas registered\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} finally {
  await kafka.close();
}
