import { describe, expect, it } from '@jest/globals';
import {
  frontFields,
  physicalNames,
  placeFields,
  topics,
  type AvroRecord,
  type AvroSchema,
  type HubPlace,
  type ParkingObservation,
  type ParkingRawObservation,
} from '@naru/contracts';
import { avroType } from './avro-type.js';
import { composePlaced } from './compose-placed.js';
import { DecodeError, SchemaNotRegisteredError } from './errors.js';
import { readFront } from './front.js';
import { PlacedSchemas } from './placed-schemas.js';
import { SchemaRegistry } from './registry.js';
import { selectFields } from './select-fields.js';
import { WireCodec } from './wire-codec.js';

const raw = topics.parkingRawObservations;
const placed = topics.parkingObservations;
const laterRaw: AvroRecord = {
  ...raw.avro,
  fields: [...raw.avro.fields, { name: 'confidence', type: 'double', doc: 'Share.', default: 1 }],
};

/** A registry in memory with these schemas, which refuses whatever a test didn't plan. */
class RegistryInMemory extends SchemaRegistry {
  readonly registered: AvroSchema[] = [];

  constructor(readonly known: Map<number, AvroSchema>) {
    super({ url: 'http://nowhere.invalid', names: physicalNames('') });
  }

  override schemaById(id: number): Promise<AvroSchema> {
    const schema = this.known.get(id);
    if (schema === undefined) throw new Error(`unplanned: schema ${id}`);
    return Promise.resolve(schema);
  }

  override idOfSchema(subject: string, schema: AvroSchema): Promise<number> {
    for (const [id, known] of this.known)
      if (JSON.stringify(known) === JSON.stringify(schema)) return Promise.resolve(id);
    return Promise.reject(new SchemaNotRegisteredError(subject));
  }

  override registerSchema(_subject: string, schema: AvroRecord): Promise<number> {
    const id = 100 + this.registered.push(schema);
    this.known.set(id, schema);
    return Promise.resolve(id);
  }
}

const pairsWith = (registry: RegistryInMemory, mayRegister = true) =>
  new PlacedSchemas({ registry, raw, placed, front: frontFields, subject: 'placed', mayRegister });

const observation: ParkingRawObservation = {
  recordId: Buffer.alloc(16, 1),
  contentHash: Buffer.alloc(16, 2),
  source: 'bays',
  receivedAt: 1_795_305_792_000,
  observedAt: 1_795_305_791_000,
  device: 'S-4711',
  point: null,
  quality: 'good',
  lane: 'live',
  state: 'occupied',
};

const place: HubPlace = {
  revision: 0,
  cause: null,
  assetId: 'B-1',
  placeReason: null,
  placePoint: { longitude: 127, latitude: 37.5 },
  zones: { district: '11010' },
  h3: '8a30e1d8a817fff',
  building: null,
  storey: null,
  masterDataAt: null,
};

const placeType = avroType(selectFields(placed.avro, (_, index) => index >= raw.avro.fields.length));

describe('the pair of a raw schema', () => {
  it('is the one of the contract for the schema of the contract', () => {
    expect(composePlaced(raw.avro, placeFields)).toEqual(placed.avro);
  });

  it('turns raw bytes and the bytes of a place into a placed record, for a writer with more fields too', async () => {
    const registry = new RegistryInMemory(
      new Map<number, AvroSchema>([
        [1, laterRaw],
        [2, placed.avro],
      ]),
    );
    const pairs = pairsWith(registry);
    await pairs.prepare(1);
    const writer = pairs.writerOf(1);
    const bytes = new WireCodec<ParkingRawObservation & { confidence: number }>(laterRaw, 1, registry).encode({
      ...observation,
      confidence: 0.25,
    });
    writer.checkRest(bytes, readFront(bytes, 5, bytes.length).end, bytes.length);
    const enriched = Buffer.concat([writer.header, bytes.subarray(5), placeType.toBuffer(place)]);

    const reader = new WireCodec<ParkingObservation>(placed.avro, 2, registry);
    expect(await reader.decodeAny(enriched)).toEqual({ ...observation, ...place });
  });

  it('is composed and registered once', async () => {
    const registry = new RegistryInMemory(new Map<number, AvroSchema>([[1, laterRaw]]));
    const pairs = pairsWith(registry);
    await Promise.all([pairs.prepare(1), pairs.prepare(1)]);
    await pairsWith(registry).prepare(1);
    expect(registry.registered).toEqual([composePlaced(laterRaw, placeFields)]);
    expect(pairs.writerOf(1).header).toEqual(Buffer.from([0, 0, 0, 0, 101]));
  });

  it('is waited for where only a release may register it', async () => {
    const pairs = pairsWith(new RegistryInMemory(new Map<number, AvroSchema>([[1, laterRaw]])), false);
    await expect(pairs.prepare(1)).rejects.toThrow(SchemaNotRegisteredError);
    expect(pairs.isPrepared(1)).toBe(false);
  });

  it.each<[string, AvroSchema]>([
    ['another record', topics.parkingRawCounts.avro],
    ['no record', 'string'],
    ['a record without the front', { ...raw.avro, fields: raw.avro.fields.slice(1) }],
  ])('does not exist for %s', async (_, schema) => {
    const pairs = pairsWith(new RegistryInMemory(new Map([[1, schema]])));
    await pairs.prepare(1);
    expect(() => pairs.writerOf(1)).toThrow(DecodeError);
  });

  it('refuses a body that is cut or goes on', async () => {
    const registry = new RegistryInMemory(
      new Map<number, AvroSchema>([
        [1, raw.avro],
        [2, placed.avro],
      ]),
    );
    const pairs = pairsWith(registry);
    await pairs.prepare(1);
    const bytes = new WireCodec<ParkingRawObservation>(raw.avro, 1, registry).encode(observation);
    const { end } = readFront(bytes, 5, bytes.length);
    expect(() => {
      pairs.writerOf(1).checkRest(bytes, end, bytes.length - 1);
    }).toThrow(DecodeError);
    const longer = Buffer.concat([bytes, Buffer.alloc(1)]);
    expect(() => {
      pairs.writerOf(1).checkRest(longer, end, longer.length);
    }).toThrow(DecodeError);
  });
});
