import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { headerLength } from '@naru/avro';
import { type TopicContract, topics } from '@naru/contracts';
import { eventually } from '@naru/testing';
import { AnalyticsUnderTest } from './support/analytics-under-test.js';
import { minute, noon, observation, rawObservation } from './support/records.js';

jest.setTimeout(90_000);

let analytics: AnalyticsUnderTest;

beforeAll(async () => {
  analytics = await AnalyticsUnderTest.open();
});
afterAll(() => analytics.close());

async function committed(topic: TopicContract): Promise<number> {
  const { names, client } = analytics.hub;
  const positions = await client.admin.committed(names.group('analytics'), [names.topic(topic)]);
  return positions.reduce((sum, { offset }) => sum + offset, 0);
}

async function ends(topic: TopicContract): Promise<number> {
  const { names, client } = analytics.hub;
  const positions = await client.admin.listOffsets([names.topic(topic)], 'latest');
  return positions.reduce((sum, { offset }) => sum + offset, 0);
}

describe('the sink', () => {
  it('makes each record a row with where it came from, and commits what is in', async () => {
    await analytics.until(await analytics.start('one'), true);
    const topic = topics.parkingObservations;
    await analytics.hub.write(topic, [
      ['bay-1', observation('first', 'bay-1', noon)],
      ['bay-2', observation('second', 'bay-2', noon + minute, { state: 'free', quality: 'uncertain' })],
    ]);
    const rows = await analytics.rows(
      `SELECT toString(record_id) AS id, device, toUnixTimestamp64Milli(observed_at) AS at, state, quality, asset_id, place_point_longitude AS x, zones, topic, partition, offset FROM ${analytics.relation(topic)} ORDER BY observed_at`,
      2,
    );
    const id = observation('first', 'bay-1', noon).recordId.toString('hex');
    expect(rows[0]).toMatchObject({
      device: 'bay-1',
      at: noon,
      state: 'occupied',
      asset_id: 'bay-1',
      x: 126.98,
      zones: { district: 'D1' },
    });
    expect(String(rows[0]?.id).replaceAll('-', '')).toBe(id);
    expect(rows[1]).toMatchObject({
      device: 'bay-2',
      state: 'free',
      quality: 'uncertain',
      topic: analytics.hub.names.topic(topic),
    });
    const end = await ends(topic); // its rows are in: no transaction is open any more
    await eventually(
      () => committed(topic),
      (offset) => offset === end,
    );
  });

  it('makes a dead letter of each record that is none, and rows of its neighbours', async () => {
    const { hub } = analytics;
    const topic = topics.parkingRawObservations;
    const codec = await hub.codec(topic);
    const [before, cut, unknown, after] = ['before', 'cut', 'unknown', 'after'].map((name) =>
      codec.encode(rawObservation(name, `S-${name}`)),
    );
    if (!before || !cut || !unknown || !after) throw new Error('Nothing encoded');
    await hub.writeBytes(topic, [
      ['S', before],
      ['S', cut.subarray(0, -3)],
      ['S', Buffer.concat([Buffer.from([0, 0x7f, 0xff, 0xff, 0xff]), unknown.subarray(headerLength)])],
      ['S', Buffer.from('{"device":"S"}')],
      ['S', after],
    ]);
    const rows = await analytics.rows(
      `SELECT device FROM ${analytics.relation(topic)} WHERE device IN ('S-before', 'S-after') ORDER BY offset`,
      2,
    );
    expect(rows).toEqual([{ device: 'S-before' }, { device: 'S-after' }]);
    const letters = await analytics.rows(
      `SELECT stage, reason, source, size, sealed IS NOT NULL AS is_kept, origin_topic, lower(hex(sha256)) AS hash FROM ${analytics.relation(topics.hubDeadLetters)} ORDER BY origin_offset`,
      3,
    );
    expect(letters.map(({ reason }) => reason)).toEqual(['truncated-body', 'unknown-schema-id', 'not-confluent']);
    expect(letters[0]).toMatchObject({
      stage: 'analytics',
      source: 'unknown',
      size: cut.length - 3,
      is_kept: 1,
      origin_topic: topic.name,
    });
  });

  it('takes records of a writer with other fields, and keeps to those of the table', async () => {
    const { hub } = analytics;
    const topic = topics.parkingRawObservations;
    const { fields } = topic.avro;
    const added = { name: 'confidence', type: 'double', doc: 'How sure (share).', default: 1 };
    const newer = { ...topic.avro, fields: [...fields, added] };
    const schemaId = await hub.registry.registerSchema(hub.names.subject(topic), newer);
    const value = (await hub.codec(topic)).encode(rawObservation('newer', 'S-newer'));
    value.writeUInt32BE(schemaId, 1);
    await hub.writeBytes(topic, [['S', Buffer.concat([value, Buffer.alloc(8)])]]);
    const [row] = await analytics.rows(
      `SELECT device, state FROM ${analytics.relation(topic)} WHERE device = 'S-newer'`,
      1,
    );
    expect(row).toEqual({ device: 'S-newer', state: 'occupied' });
  });

  it('finds the one record that the warehouse will not have', async () => {
    const topic = topics.parkingRawObservations;
    const { warehouse, hub } = analytics;
    await warehouse.run({
      sql: `ALTER TABLE ${analytics.relation(topic)} ADD CONSTRAINT no_poison CHECK device != 'S-poison'`,
    });
    const poison = ['S-1', rawObservation('poison', 'S-poison')] as const;
    const all = Array.from(
      { length: 500 },
      (_, i) => ['S-1', rawObservation(`${i}`, `S-${i}`, noon + i, 'near poison')] as const,
    );
    await hub.write(topic, [...all.slice(0, 300), poison, ...all.slice(300)]);
    await analytics.untilCount(`${analytics.relation(topic)} WHERE quality = 'near poison'`, 500);
    const [letter] = await analytics.rows(
      `SELECT reason, source, detail FROM ${analytics.relation(topics.hubDeadLetters)} WHERE reason = 'wrong-type'`,
      1,
    );
    expect(letter).toEqual({
      reason: 'wrong-type',
      source: 'bays',
      detail: 'The warehouse refused it with its code 469',
    });
    await warehouse.run({ sql: `ALTER TABLE ${analytics.relation(topic)} DROP CONSTRAINT no_poison` });
  });
});
