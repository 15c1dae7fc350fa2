import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { physicalNames, topicSettings, topics } from '@naru/contracts';
import { KafkaClient } from '@naru/kafka';
import { UnsafeClusterError, assertSafe } from '../src/index.js';
import { brokers } from './support/surroundings.js';

const names = physicalNames(`test${randomBytes(4).toString('hex')}`);
const { parkingObservations: observations, parkingBayStates: bayStates } = topics;
let client: KafkaClient;

beforeAll(async () => {
  client = await KafkaClient.connect({ brokers, clientId: 'streams-tests' });
  await client.admin.createTopics([
    {
      name: names.topic(observations),
      partitions: 2,
      configs: { ...topicSettings(observations), 'retention.ms': '1000' },
    },
    { name: names.topic(bayStates), partitions: 2, configs: topicSettings(bayStates) },
  ]);
});
afterAll(async () => {
  await client.admin.deleteTopics([names.topic(observations), names.topic(bayStates)]);
  await client.close();
});

describe('a development machine', () => {
  it('is refused by services that were not told that it is one, with all that is unsafe', async () => {
    const failure = await assertSafe(client.admin, names, 'parking').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnsafeClusterError);
    const { complaints } = failure as UnsafeClusterError;
    for (const topic of [observations, bayStates].map((one) => names.topic(one))) {
      expect(complaints).toContain(`${topic} has 1 replicas, not 3`);
      expect(complaints).toContain(`${topic}: min.insync.replicas is 1, not 2`);
    }
    expect(complaints).toContain(`${names.topic(observations)}: retention.ms is 1000, not ${observations.retentionMs}`);
    expect(complaints.filter((complaint) => complaint.includes('retention'))).toHaveLength(1);
  });
});
