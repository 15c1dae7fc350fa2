import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { topics } from '@naru/contracts';
import { partitionOf } from '@naru/kafka';
import { positionCommandKey } from '@naru/streams';
import { eventually, testStack } from '@naru/testing';
import { Kafka, logLevel } from 'kafkajs';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { noon, rawObservation } from './support/records.js';

jest.setTimeout(120_000);

const topic = topics.parkingRawObservations;
const brokers = testStack().kafka.split(',');
const admin = new Kafka({ brokers, clientId: 'tests', logLevel: logLevel.NOTHING }).admin();
let analytics: AnalyticsUnderTest;

beforeAll(async () => {
  analytics = await AnalyticsUnderTest.open();
  await admin.connect();
});
afterAll(async () => {
  await admin.disconnect();
  await analytics.close();
});

const devices = ['S-1', 'S-2', 'S-3', 'S-4', 'S-5', 'S-6'];
const inPartition = (partition: number) =>
  devices.filter((device) => partitionOf(device, topic.partitions) === partition).length;

/** One record of each device. */
const write = (round: number): Promise<void> =>
  analytics.hub.write(
    topic,
    devices.map((device) => [device, rawObservation(`${device} ${round}`, device, noon + round)]),
  );

describe('records that were deleted before the warehouse had them', () => {
  it('stop their partition and nothing else, until somebody has commanded to go on; they are booked as lost', async () => {
    const { hub } = analytics;
    const name = hub.names.topic(topic);
    const table = analytics.relation(topic);
    const first = await analytics.start('one');
    await analytics.until(first, true);
    await write(0);
    await analytics.untilCount(table, devices.length);
    await first.stop();

    await write(1);
    const ends = await hub.client.admin.listOffsets([name], 'latest', 'read_uncommitted'); // markers may be on their way
    const end = ends.find(({ partition }) => partition === 0)?.offset;
    await admin.fetchTopicOffsets(name); // or it doesn't know the topic's leaders
    await admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 0, offset: String(end) }] });
    await write(2);

    const second = await analytics.start('two');
    const health = async () => await (await fetch(`${second.url}/health/ready`)).text();
    await eventually(health, (answer) => answer.includes(`position in ${name}/0`), 30_000);
    await analytics.untilCount(table, devices.length + 2 * inPartition(1));

    const key = positionCommandKey({ service: 'analytics', topic: topic.name, partition: 0 });
    await hub.write(topics.hubPositionCommands, [
      [key, { from: end ?? 0, commandedBy: 'somebody', commandedAt: Date.now() }],
    ]);
    await analytics.untilCount(table, 2 * devices.length + inPartition(1));
    await analytics.until(second, true);
    const ranges = await analytics.rows<{ to: number }>(
      `SELECT r.to_offset::UInt32 AS to FROM ${analytics.relation(topics.hubLedger)} ARRAY JOIN ranges AS r WHERE r.lost`,
      1,
    );
    expect(ranges).toEqual([{ to: end }]);
  });
});
