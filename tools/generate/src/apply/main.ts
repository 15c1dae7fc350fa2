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
  const applied = await applyContract({ admin: kafka.admin, registry, names, replication });
  const lines = [
    ...[...applied.conflicts, ...applied.differences].map((what) => `differs: ${what}`),
    `${applied.created.length} topics created, ${applied.schemaIds.size} schemas registered`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = applied.conflicts.length === 0 ? 0 : 1;
} finally {
  await kafka.close();
}
