import { stringify } from 'yaml';
import { topicSettings } from '@naru/contracts';
import type { Contract, RecordModel, TopicModel } from '../contract.js';
import { typescriptName } from '../named-types.js';
import { generatedFrom } from '../text.js';
import { constantName } from './typescript-topics.js';

const description = `Every topic of the hub: Avro values in Confluent's wire format, keys in plain UTF-8.

Read with \`isolation.level=read_committed\` (Java's default is not): the hub writes in transactions, and what was
aborted is no record. Topics of a tenant have its name and a dot before theirs.`;

const personalFields = (record: RecordModel) =>
  Object.fromEntries(
    record.avro.fields.flatMap((field) => {
      const what = field['naru.personal'];
      return what === undefined ? [] : [[field.name, what]];
    }),
  );

function message(record: RecordModel, topics: readonly TopicModel[]): object {
  const personal = personalFields(record);
  return {
    name: record.name,
    title: record.avro.name,
    summary: record.avro.doc,
    contentType: 'avro/binary',
    payload: { $ref: `#/components/schemas/${typescriptName(record.name)}` },
    bindings: {
      kafka: {
        key: { type: 'string', description: [...new Set(topics.map((topic) => topic.key))].join('; ') },
        schemaIdLocation: 'payload',
        schemaIdPayloadEncoding: 'confluent',
        bindingVersion: '0.5.0',
      },
    },
    ...(Object.keys(personal).length === 0 ? {} : { 'x-naru-personal': personal }),
  };
}

const channel = (topic: TopicModel) => ({
  address: topic.name,
  title: topic.name,
  description: topic.meaning,
  messages: { [typescriptName(topic.schema)]: { $ref: `#/components/messages/${typescriptName(topic.schema)}` } },
  bindings: {
    kafka: {
      topic: topic.name,
      partitions: topic.partitions,
      topicConfiguration: {
        'cleanup.policy': [topic.cleanup],
        ...(topic.cleanup === 'delete' ? { 'retention.ms': topic.retentionMs } : {}),
        'max.message.bytes': Number(topicSettings(topic)['max.message.bytes']),
      },
      bindingVersion: '0.5.0',
    },
  },
  'x-naru-owner': topic.shared ? 'every service' : topic.owner,
  'x-naru-personal': topic.personal,
  ...(topic.latenessSeconds === undefined ? {} : { 'x-naru-lateness-seconds': topic.latenessSeconds }),
  ...(topic.fact === undefined ? {} : { 'x-naru-fact': topic.fact }),
});

function operations(topic: TopicModel): [string, object][] {
  const name = constantName(topic);
  const operation = (action: 'send' | 'receive', service: string) => ({
    action,
    title: `${service} ${action === 'send' ? 'writes' : 'reads'} ${topic.name}`,
    channel: { $ref: `#/channels/${name}` },
    tags: [{ name: service }],
  });
  return [
    [`${topic.owner}-writes-${name}`, operation('send', topic.owner)],
    ...topic.readers.map((reader): [string, object] => [`${reader}-reads-${name}`, operation('receive', reader)]),
  ];
}

/** The contract as AsyncAPI 3, with the Avro schemas whole. */
export function asyncapi(contract: Contract, version: string): string {
  const used = contract.records.filter((record) => contract.topics.some((topic) => topic.schema === record.name));
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'Naru',
      version,
      description,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'avro/binary',
    servers: {
      hub: {
        host: 'localhost:9092',
        protocol: 'kafka',
        description: 'The broker of a development machine.',
        bindings: { kafka: { schemaRegistryVendor: 'confluent', bindingVersion: '0.5.0' } },
      },
    },
    channels: Object.fromEntries(contract.topics.map((topic) => [constantName(topic), channel(topic)])),
    operations: Object.fromEntries(contract.topics.flatMap(operations)),
    components: {
      messages: Object.fromEntries(
        used.map((record) => [
          typescriptName(record.name),
          message(
            record,
            contract.topics.filter((topic) => topic.schema === record.name),
          ),
        ]),
      ),
      schemas: Object.fromEntries(
        used.map((record) => [
          typescriptName(record.name),
          { schemaFormat: 'application/vnd.apache.avro+json;version=1.9.0', schema: record.avro },
        ]),
      ),
    },
  };
  return `# ${generatedFrom('schemas/')}\n${stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 })}`;
}
