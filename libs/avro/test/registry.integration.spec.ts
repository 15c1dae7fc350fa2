import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  frontFields,
  physicalNames,
  topics,
  type AvroField,
  type AvroRecord,
  type TopicContract,
} from '@naru/contracts';
import {
  codecFor,
  composePlaced,
  PlacedSchemas,
  SchemaNotRegisteredError,
  SchemaRefusedError,
  SchemaRegistry,
  UnknownSchemaIdError,
  WireCodec,
} from '../src/index.js';

const endpoints = process.env.NARU_TEST_STACK;
const url =
  endpoints === undefined
    ? 'http://127.0.0.1:8090/apis/ccompat/v7'
    : (JSON.parse(readFileSync(endpoints, 'utf8')) as { registry: string }).registry;

// a tenant of its own: nothing that another test registers is under these subjects
const names = physicalNames(`t${randomBytes(6).toString('hex')}`);
const registry = new SchemaRegistry({ url, names });

const bays: AvroField = { name: 'bays', type: 'int', doc: 'Bays (count).' };
const zone: AvroField = { name: 'zoneId', type: 'string', doc: 'The zone.' };
const later: AvroField = { name: 'share', type: 'double', doc: 'Share.', default: 0.5 };

const topicOf = (...fields: AvroField[]): TopicContract<{ zoneId: string; share?: number }> => ({
  ...topics.parkingOccupancy,
  avro: { ...topics.parkingOccupancy.avro, fields },
});

describe('a real registry', () => {
  it('knows nothing that was not released', async () => {
    await expect(registry.idOf(topicOf(zone))).rejects.toThrow(SchemaNotRegisteredError);
    await expect(registry.schemaById(2_000_000_000)).rejects.toThrow(UnknownSchemaIdError);
  });

  it('gives one id for one schema, and reads what an older version wrote', async () => {
    const before = topicOf(zone, bays);
    const after = topicOf(zone, bays, later);
    const id = await registry.register(before);
    expect(await registry.register(before)).toBe(id);
    expect(await registry.schemaById(id)).toEqual(before.avro);
    expect(await registry.register(after)).not.toBe(id);
    const old = (await codecFor(before, registry)).encode({ zoneId: '01', bays: 3 } as { zoneId: string });
    const reader = await codecFor(after, new SchemaRegistry({ url, names }));
    expect(await reader.decodeAny(old)).toEqual({ zoneId: '01', bays: 3, share: 0.5 });
  });

  it('refuses what older readers could not read, from the first version on', async () => {
    await expect(registry.register(topicOf(zone))).rejects.toThrow(SchemaRefusedError);
    await expect(
      registry.register(topicOf(zone, bays, { ...later, name: 'more', default: undefined })),
    ).rejects.toThrow(SchemaRefusedError);
  });

  it('takes the pair of a raw schema that somebody else registered', async () => {
    const raw = topics.parkingRawObservations;
    const placed = topics.parkingObservations;
    await registry.register(raw);
    await registry.register(placed);
    const theirs: AvroRecord = { ...raw.avro, fields: [...raw.avro.fields, later] };
    const theirId = await registry.registerSchema(names.subject(raw), theirs);
    const subject = names.subject(placed);
    const pairs = new PlacedSchemas({ registry, raw, placed, front: frontFields, subject, mayRegister: true });
    await pairs.prepare(theirId);
    const { placedSchemaId } = pairs.writerOf(theirId);
    const placeFields = placed.avro.fields.slice(raw.avro.fields.length);
    expect(await new SchemaRegistry({ url, names }).schemaById(placedSchemaId)).toEqual(
      composePlaced(theirs, placeFields),
    );
    await new WireCodec(placed.avro, 0, registry).prepare(placedSchemaId);
  });
});
