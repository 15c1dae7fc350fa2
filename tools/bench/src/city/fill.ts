import { type WireCodec, avroType, codecFor, encodeConfluent, headerLength, headerOf } from '@naru/avro';
import {
  type AvroRecord,
  type HubFront,
  type Kind,
  type TopicContract,
  frontFields,
  placeFields,
  topics,
} from '@naru/contracts';
import { BatchWriter, TransactionalProducer, partitionOf } from '@naru/kafka';
import type { BenchHub } from '../bench-stack.js';
import { kindsSent, rawRecords } from './records.js';
import { type Tile, assetsOf, placesOf, zonesOf } from './tiles.js';

/** As large as an ordinary client makes its batches under load. */
const batchBytes = 131_072;
const recordsPerTransaction = 50_000;
const transactionTimeoutMs = 60_000;
/** Bays and meters of one of the simulator's cities: they send nearly all. */
const devicesOfTile = 2_500;

export interface Entry {
  readonly topic: string;
  readonly partition: number;
  readonly timestamp: number;
  readonly key: string;
  readonly value: Buffer;
}

/** Writes entries in transactions of their own; answers how many there were. */
export async function write({ client }: BenchHub, entries: Iterable<Entry>): Promise<number> {
  const producer = new TransactionalProducer(client, { transactionalId: 'bench-fill', transactionTimeoutMs });
  await producer.initialize();
  const outputs = new Map<string, { readonly entry: Entry; readonly writer: BatchWriter }>();
  const writerOf = (entry: Entry): BatchWriter => {
    const place = `${entry.topic}/${entry.partition}`;
    const output = outputs.get(place) ?? { entry, writer: new BatchWriter({ maxBatchBytes: batchBytes }) };
    outputs.set(place, output);
    return output.writer;
  };
  const commit = async (): Promise<void> => {
    producer.begin();
    for (const { entry, writer } of outputs.values()) producer.send(entry.topic, entry.partition, writer);
    await producer.commit();
  };
  let written = 0;
  for (const entry of entries) {
    writerOf(entry).append(entry.timestamp, entry.key, entry.value);
    if (++written % recordsPerTransaction === 0) await commit();
  }
  await commit();
  await producer.close();
  return written;
}

type CodecOf = (kind: Kind) => WireCodec<HubFront>;

async function codecsOf({ registry }: BenchHub): Promise<CodecOf> {
  const codecs = new Map<Kind, WireCodec<HubFront>>();
  for (const kind of kindsSent) codecs.set(kind, await codecFor(kind.raw, registry));
  return (kind) => {
    const codec = codecs.get(kind);
    if (codec === undefined) throw new Error(`No record of ${kind.domain}/${kind.kind} is sent`);
    return codec;
  };
}

/** Writes what the cities' sources sent to the raw topics. */
export async function fillRaw(bench: BenchHub, tiles: readonly Tile[], count: number): Promise<void> {
  const codecOf = await codecsOf(bench);
  function* entries(): IterableIterator<Entry> {
    for (const { kind, key, value, receivedAt } of rawRecords(tiles, { count, codecOf }))
      yield {
        topic: bench.names.topic(kind.raw),
        partition: partitionOf(key, kind.raw.partitions),
        timestamp: receivedAt,
        key,
        value,
      };
  }
  bench.say(`writing ${count} records of ${tiles.length * devicesOfTile} devices`);
  await write(bench, entries());
}

/** Writes what enrichment makes of the records of one kind to their placed topic. */
export async function fillPlaced(bench: BenchHub, tiles: readonly Tile[], count: number, kind: Kind): Promise<void> {
  const codecOf = await codecsOf(bench);
  const header = headerOf(await bench.registry.idOf(kind.placed));
  const topic = bench.names.topic(kind.placed);
  const type = avroType(placeSchema);
  const places = new Map(
    tiles.flatMap(placesOf).map(([device, place]) => {
      const key = place.assetId ?? device;
      // without the point that only defines its type: null, a byte
      const bytes = type.toBuffer({ point: null, ...place }).subarray(1);
      return [device, { key, bytes, partition: partitionOf(key, kind.placed.partitions) }] as const;
    }),
  );
  function* entries(): IterableIterator<Entry> {
    for (const record of rawRecords(tiles, { count, codecOf, of: kind, duplicates: false })) {
      const place = places.get(`${record.source}/${record.key}`);
      if (place === undefined) throw new Error(`${record.key} has no place`);
      const { key, bytes, partition } = place;
      const value = Buffer.concat([header, record.value.subarray(headerLength), bytes]);
      yield { topic, partition, timestamp: record.receivedAt, key, value };
    }
  }
  bench.say(`writing ${count} placed records`);
  await write(bench, entries());
}

/** Writes the cities' assets and zones as enrichment keeps them. */
export async function fillMasterData(bench: BenchHub, tiles: readonly Tile[]): Promise<void> {
  await fillCompacted(bench, topics.cityZones, tiles.flatMap(zonesOf), (zone) => `${zone.kind}/${zone.zoneId}@0`);
  await fillCompacted(bench, topics.cityAssets, tiles.flatMap(assetsOf), (asset) => `${asset.assetId}@0`);
}

async function fillCompacted<T>(
  bench: BenchHub,
  topic: TopicContract<T>,
  values: readonly T[],
  keyOf: (value: T) => string,
): Promise<void> {
  const codec = await codecFor(topic, bench.registry);
  const entries = values.map((value) => {
    const key = keyOf(value);
    const partition = partitionOf(key, topic.partitions);
    return { topic: bench.names.topic(topic), partition, timestamp: Date.now(), key, value: codec.encode(value) };
  });
  await write(bench, entries);
}

export const placesTopic = 'bench.places';
export const placesSchemaId = 0;

/** A place as enrichment appends it; the point before it only defines that type. */
export const placeSchema: AvroRecord = {
  type: 'record',
  name: 'Placed',
  namespace: 'naru.hub.v1',
  fields: [...frontFields.filter(({ name }) => name === 'point'), ...placeFields],
};

/** Writes the place of each device, for whoever joins with a table of them. */
export async function fillPlaces(bench: BenchHub, tiles: readonly Tile[]): Promise<void> {
  await bench.client.admin.createTopics([
    { name: placesTopic, partitions: 1, configs: { 'cleanup.policy': 'compact' } },
  ]);
  const type = avroType(placeSchema);
  const entries = tiles.flatMap(placesOf).map(([device, place]) => ({
    topic: placesTopic,
    partition: 0,
    timestamp: Date.now(),
    key: device,
    value: encodeConfluent(placesSchemaId, type, { point: null, ...place }),
  }));
  await write(bench, entries);
}
