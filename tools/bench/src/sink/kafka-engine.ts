import { createClient } from '@clickhouse/client';
import { topics } from '@naru/contracts';
import type { Bench } from '../bench-stack.js';
import { type Throughput, throughputOf } from '../processes/measure.js';
import { type Loading, checkRows } from './loading.js';

const database = 'peer';
/** One for each partition. */
const consumers = 2;
/** What ClickHouse's own documentation advises for throughput, and what was fastest of those tried. */
const blockRows = 65_536;

/** Columns of the queue by the fields of the schema; nested fields and maps as ClickHouse reads them from Avro. */
const queueColumns = `
  recordId FixedString(16), contentHash FixedString(16), source String, receivedAt DateTime64(3, 'UTC'), observedAt DateTime64(3, 'UTC'),
  device String, quality String, lane String, state String, revision Int32, cause Nullable(String),
  assetId Nullable(String), placeReason Nullable(String), zones Map(String, String), h3 Nullable(String),
  building Nullable(String), storey Nullable(Int32), masterDataAt Nullable(DateTime64(3, 'UTC'))`;

/**
 * What costs the engine less than Naru: the two points stay empty, since a record that may be null can't be read from
 * Avro there; ids keep their bytes, in another order than text would have them.
 */
const rowOfQueue = `
  reinterpretAsUUID(recordId) AS record_id, reinterpretAsUUID(contentHash) AS content_hash, source, receivedAt AS received_at, observedAt AS observed_at,
  device, quality, lane, state, revision, cause, assetId AS asset_id, placeReason AS place_reason, zones, h3, building,
  storey, masterDataAt AS master_data_at, _topic AS topic, toInt32(_partition) AS partition, toInt64(_offset) AS offset`;

/** ClickHouse's Kafka engine into a table like Naru's, from the beginning of the topic to its end. */
export async function runKafkaEngine(bench: Bench, { records, round }: Loading): Promise<Throughput> {
  const { stack, names } = bench;
  const { url, user, password } = stack.clickhouse;
  const client = createClient({ url, username: user, password });
  const group = `kafka-engine-${round}`;
  const topic = names.topic(topics.parkingObservations);
  const like = `${names.database(topics.parkingObservations.context)}.${names.table(topics.parkingObservations)}`;
  const run = (query: string): Promise<unknown> => client.command({ query });
  try {
    await run(`DROP DATABASE IF EXISTS ${database} SYNC`);
    await run(`CREATE DATABASE ${database}`);
    await run(`CREATE TABLE ${database}.observations AS ${like}`);
    await run(`CREATE TABLE ${database}.queue (${queueColumns}) ENGINE = Kafka SETTINGS
      kafka_broker_list = '${stack.kafka}', kafka_topic_list = '${topic}', kafka_group_name = '${group}',
      kafka_format = 'AvroConfluent', format_avro_schema_registry_url = '${stack.registry}',
      kafka_num_consumers = ${consumers}, kafka_thread_per_consumer = 1,
      kafka_max_block_size = ${blockRows}, kafka_poll_max_batch_size = ${blockRows}`);
    const measuring = throughputOf(bench, { group, topics: [topic], records, parts: ['warehouse'], withinMs: 600_000 });
    await run(
      `CREATE MATERIALIZED VIEW ${database}.loading TO ${database}.observations AS SELECT ${rowOfQueue} FROM ${database}.queue`,
    );
    const throughput = await measuring;
    await checkRows(client, `${database}.observations`, records);
    return throughput;
  } finally {
    await run(`DROP DATABASE IF EXISTS ${database} SYNC`);
    await client.close();
  }
}
