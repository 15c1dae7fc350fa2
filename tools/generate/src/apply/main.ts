import { parseArgs } from 'node:util';
import { SchemaRegistry } from '@naru/avro';
import { loadConfig } from '@naru/config';
import { physicalNames } from '@naru/contracts';
import { KafkaClient } from '@naru/kafka';
import { applyContract } from './apply-contract.js';
import { beginningOf } from './begin.js';
import { applyConfig } from './config.js';

const { values: options } = parseArgs({ options: { begin: { type: 'string', multiple: true, default: [] } } });
const begin = options.begin.map(beginningOf);
const config = loadConfig(applyConfig, process.env);
const names = physicalNames(config.tenant);
const kafka = await KafkaClient.connect({ brokers: config.kafkaBrokers, clientId: 'naru-contract' });
try {
  const registry = new SchemaRegistry({ url: config.registryUrl, names });
  const replication = config.development ? 1 : 3;
  const applied = await applyContract({ admin: kafka.admin, registry, names, replication, begin });
  const lines = [
    ...[...applied.conflicts, ...applied.differences].map((what) => `differs: ${what}`),
    ...applied.undecided.map(
      ({ service, topic, partition }) =>
        `no position: ${service} in ${topic}/${partition}; decide by --begin (docs/runbooks/positions.md)`,
    ),
    `${applied.begun.length} positions begun, ${applied.created.length} topics created, ${applied.schemaIds.size} schemas registered`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = applied.conflicts.length + applied.undecided.length === 0 ? 0 : 1;
} finally {
  await kafka.close();
}
