import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { composePlaced } from '@naru/avro';
import type { AvroField, AvroRecord } from '@naru/contracts';
import { reasonsFile, retentionMs, topicsFile, type TopicEntry } from './catalogue.js';
import type { Contract, ReasonModel, RecordModel, TopicModel } from './contract.js';

interface WrittenRecord extends Omit<AvroRecord, 'fields'> {
  readonly fields: readonly (AvroField | { readonly $include: string })[];
}

const json = async <T>(file: string): Promise<T> => JSON.parse(await readFile(file, 'utf8')) as T;
const yaml = async (file: string): Promise<unknown> => parse(await readFile(file, 'utf8'));
const fullName = (avro: { name: string; namespace?: string }) => `${avro.namespace ?? ''}.${avro.name}`;

async function readFragments(schemas: string): Promise<Map<string, readonly AvroField[]>> {
  const fragments = new Map<string, readonly AvroField[]>();
  for (const file of (await readdir(join(schemas, 'hub'))).filter((name) => name.endsWith('.fields.json')))
    fragments.set(`hub/${file.replace('.fields.json', '')}`, await json(join(schemas, 'hub', file)));
  return fragments;
}

function putIn(written: WrittenRecord, fragments: Map<string, readonly AvroField[]>): AvroRecord {
  const fields = written.fields.flatMap((field) => {
    if (!('$include' in field)) return [field];
    const fragment = fragments.get(field.$include);
    if (fragment === undefined) throw new Error(`${fullName(written)}: no fragment ${field.$include}`);
    return fragment;
  });
  return { ...written, fields };
}

/** Reads the folder `schemas/` whole. Throws with the file's name where something doesn't hold together. */
export async function readContract(schemas: string): Promise<Contract> {
  const fragments = await readFragments(schemas);
  const front = fragments.get('hub/front.v1') ?? [];
  const place = fragments.get('hub/place.v1') ?? [];
  const records = new Map<string, RecordModel>();
  const topics: TopicModel[] = [];
  const contexts = (await readdir(schemas, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== 'released')
    .map((entry) => entry.name)
    .sort();

  for (const context of contexts) {
    const folder = join(schemas, context);
    const byFile = new Map<string, RecordModel>();
    for (const name of (await readdir(folder)).filter((entry) => entry.endsWith('.avsc')).sort()) {
      const file = name.replace('.avsc', '');
      const avro = putIn(await json<WrittenRecord>(join(folder, name)), fragments);
      const hasFront = front.length > 0 && avro.fields[0] === front[0];
      const record: RecordModel = { context, name: fullName(avro), avro, file, hasFront };
      byFile.set(file, record);
      records.set(record.name, record);
    }
    const entries = topicsFile.parse(await yaml(join(folder, 'topics.yaml')));
    for (const [noun, entry] of Object.entries(entries)) {
      const record = recordOfEntry({ context, noun, entry, entries, byFile, place });
      records.set(record.name, record);
      topics.push(topicOf({ context, noun, entry, record }));
    }
  }
  return {
    front,
    place,
    records: [...records.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    topics,
    reasons: await readReasons(schemas),
  };
}

const tableOfRecords = { order: ['source', 'device', 'observedAt'], month: 'observedAt', find: ['recordId'] };

interface EntryAt {
  readonly context: string;
  readonly noun: string;
  readonly entry: TopicEntry;
}

function recordOfEntry(
  at: EntryAt & {
    readonly entries: Record<string, TopicEntry>;
    readonly byFile: Map<string, RecordModel>;
    readonly place: readonly AvroField[];
  },
): RecordModel {
  const { context, noun, entry, entries, byFile, place } = at;
  if ((entry.schema === undefined) === (entry.enriches === undefined))
    throw new Error(`${context}.${noun}: says either schema or enriches`);
  const rawEntry = entry.enriches === undefined ? entry : entries[entry.enriches];
  if (rawEntry === undefined) throw new Error(`${context}.${noun}: no topic ${entry.enriches ?? ''} to enrich`);
  const file = `${rawEntry.schema ?? ''}.v${rawEntry.version}`;
  const record = byFile.get(file);
  if (record === undefined) throw new Error(`${context}.${noun}: no schema ${context}/${file}.avsc`);
  if (entry.enriches === undefined) return record;
  const avro = composePlaced(record.avro, place);
  return { context, name: fullName(avro), avro, enriches: record.name, hasFront: record.hasFront };
}

function topicOf({ context, noun, entry, record }: EntryAt & { readonly record: RecordModel }): TopicModel {
  const name = `${context}.${noun}.v${entry.version}`;
  const placed = record.enriches !== undefined;
  const fact = entry.fact ?? (placed ? ['recordId'] : undefined);
  const table = entry.table ?? (record.hasFront ? tableOfRecords : undefined);
  return {
    name,
    context,
    noun,
    key: entry.key,
    schema: record.name,
    avro: record.avro,
    partitions: entry.partitions,
    cleanup: entry.cleanup,
    retentionMs: retentionMs(name, entry),
    owner: entry.owner,
    readers: entry.readers,
    warehouse: entry.warehouse,
    shared: entry.shared,
    personal: entry.personal,
    meaning: entry.meaning,
    ...(entry.lane === undefined ? {} : { lane: entry.lane }),
    ...(entry.latenessSeconds === undefined ? {} : { latenessSeconds: entry.latenessSeconds }),
    ...(entry.enriches === undefined ? {} : { enriches: `${context}.${entry.enriches}.v${entry.version}` }),
    ...(fact === undefined ? {} : { fact }),
    ...(table === undefined ? {} : { table }),
    ...(entry.changelog === undefined ? {} : { changelog: { stateVersion: entry.changelog } }),
  };
}

async function readReasons(schemas: string): Promise<readonly ReasonModel[]> {
  const groups = reasonsFile.parse(await yaml(join(schemas, 'hub', 'reasons.yaml')));
  return (['dead-lettered', 'quarantined', 'place'] as const).flatMap((group) =>
    Object.entries(groups[group]).map(([code, meaning]) => ({ code, group, meaning })),
  );
}
