import { beforeEach, describe, expect, it } from '@jest/globals';
import { SchemaNotRegisteredError, SchemaRegistry, UnknownSchemaIdError, avroType, encodeConfluent } from '@naru/avro';
import {
  type AvroRecord,
  type AvroSchema,
  type ParkingObservation,
  type ParkingRawObservation,
  type TopicContract,
  physicalNames,
  topics,
} from '@naru/contracts';
import { FixError } from './fix.js';
import { type StageOrigin, StageRecords } from './stage-records.js';

const raw = topics.parkingRawObservations;
const placed = topics.parkingObservations;
const foreign: AvroRecord = {
  type: 'record',
  name: 'Bay',
  namespace: 'elsewhere',
  fields: [
    { name: 'sensor', type: 'string', doc: 'Test.' },
    { name: 'taken', type: 'boolean', doc: 'Test.' },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' }, doc: 'Test.' },
  ],
};
const older: AvroRecord = { ...placed.avro, fields: placed.avro.fields.filter(({ name }) => name !== 'masterDataAt') };
const [ofRaw, ofPlaced, ofForeign, ofOlder, ofNobody] = [1, 2, 3, 4, 99];

/** A registry in memory, which refuses whatever a test didn't plan. */
class RegistryInMemory extends SchemaRegistry {
  constructor(private readonly known: ReadonlyMap<number, AvroSchema>) {
    super({ url: 'http://nowhere.invalid', names: physicalNames('') });
  }

  override schemaById(id: number): Promise<AvroSchema> {
    const schema = this.known.get(id);
    return schema === undefined ? Promise.reject(new UnknownSchemaIdError(id)) : Promise.resolve(schema);
  }

  override idOf({ avro, name }: TopicContract): Promise<number> {
    for (const [id, known] of this.known) if (known === avro) return Promise.resolve(id);
    return Promise.reject(new SchemaNotRegisteredError(name));
  }
}

const observation: ParkingRawObservation = {
  recordId: Buffer.alloc(16, 1),
  contentHash: Buffer.alloc(16, 2),
  source: 'bays',
  receivedAt: 1_795_338_192_000,
  observedAt: 1_795_338_191_000,
  device: 'R-1',
  point: { longitude: 126.98, latitude: 37.565 },
  quality: 'good',
  lane: 'live',
  state: 'occupied',
};
const atEnrichment: StageOrigin = { stage: 'enrichment', originTopic: raw.name, originKey: 'R-1' };
const atAnalytics: StageOrigin = { stage: 'analytics', originTopic: raw.name, originKey: null };
const atParking: StageOrigin = { stage: 'parking', originTopic: placed.name, originKey: 'B-1' };
const inPlace: Omit<ParkingObservation, keyof ParkingRawObservation> = {
  ...{ revision: 0, cause: null, assetId: 'B-1', placeReason: null, placePoint: null, zones: { district: 'D' } },
  ...{ h3: null, building: null, storey: null, masterDataAt: null },
};
const written = (schemaId: number, schema: AvroRecord, value: object): Buffer =>
  encodeConfluent(schemaId, avroType(schema), value);
const rawBytes = (more: Partial<ParkingRawObservation> = {}): Buffer =>
  written(ofRaw, raw.avro, { ...observation, ...more });
const swapped = rawBytes({ point: { longitude: 37.565, latitude: 126.98 } });
const idOfNobody = Buffer.concat([Buffer.of(0, 0, 0, 0, ofNobody), swapped.subarray(5)]);

let stages: StageRecords;

beforeEach(() => {
  stages = new StageRecords(
    new RegistryInMemory(
      new Map<number, AvroSchema>([
        [ofRaw, raw.avro],
        [ofPlaced, placed.avro],
        [ofForeign, foreign],
        [ofOlder, older],
      ]),
    ),
  );
});

const fix = (origin: StageOrigin, original: Buffer, expression: string): Promise<Buffer> =>
  stages.applyFix(origin, original, { expression });

describe('what is told of a record without its stage', () => {
  it.each<[string, StageOrigin, Buffer]>([
    ['swapped-coordinates', atEnrichment, swapped],
    ['not-finite', atEnrichment, rawBytes({ point: { longitude: NaN, latitude: 1 } })],
    ['truncated-body', atEnrichment, rawBytes().subarray(0, -1)],
    ['truncated-body', atEnrichment, Buffer.concat([rawBytes(), Buffer.of(1)])],
    ['wrong-type', atEnrichment, written(ofForeign, foreign, { sensor: 'R-1', taken: true, at: 1 })],
    ['unknown-schema-id', atEnrichment, idOfNobody],
    ['not-confluent', atEnrichment, Buffer.from('{}')],
    ['missing-key', { ...atEnrichment, originKey: null }, rawBytes()],
    ['wrong-type', { ...atEnrichment, originTopic: placed.name }, rawBytes()],
    ['wrong-type', { ...atEnrichment, originTopic: topics.hubEnrichmentReturns.name }, rawBytes()],
    ['wrong-type', atParking, rawBytes()],
    ['truncated-body', atParking, written(ofPlaced, placed.avro, { ...observation, ...inPlace }).subarray(0, -1)],
  ])('is why it would be set aside again: %s', async (reason, origin, bytes) => {
    expect(await stages.refusalOf(origin, bytes)).toMatchObject({ reason });
  });

  it('is that it can be read, also of an older writer', async () => {
    expect(await stages.refusalOf(atEnrichment, rawBytes())).toBeUndefined();
    const byOlder = written(ofOlder, older, { ...observation, ...inPlace });
    expect(await stages.refusalOf(atParking, byOlder)).toBeUndefined();
  });

  it('is of analytics whether it makes a row, wherever it lies and whoever sent it', async () => {
    expect(await stages.refusalOf(atAnalytics, swapped)).toBeUndefined();
    expect(await stages.refusalOf(atAnalytics, swapped.subarray(0, -1))).toMatchObject({ reason: 'truncated-body' });
  });

  it('is its JSON, as far as it can be read', async () => {
    expect(await stages.asJson(swapped)).toMatchObject({
      schema: raw.schema,
      isWhole: true,
      value: { device: 'R-1', observedAt: '2026-11-22T09:03:11.000Z', point: { longitude: 37.565 } },
    });
    expect(await stages.asJson(idOfNobody)).toBeNull();
    expect(await stages.asJson(Buffer.from('{}'))).toBeNull();
  });
});

describe('a fix of what a stage behind ingest has set aside', () => {
  it('changes its JSON, and leaves all else as it was', async () => {
    const turned = '$merge([$, {"point": {"longitude": point.latitude, "latitude": point.longitude}}])';
    expect(await fix(atEnrichment, swapped, turned)).toEqual(rawBytes());
  });

  it('completes what is cut, and takes off what follows', async () => {
    const state = '$merge([$, {"state": "occupied"}])';
    expect(await fix(atEnrichment, rawBytes().subarray(0, -1), state)).toEqual(rawBytes());
    expect(await fix(atEnrichment, Buffer.concat([rawBytes(), Buffer.of(1)]), '$')).toEqual(rawBytes());
  });

  it('makes the record that belongs there of another one, or of JSON', async () => {
    const { value } = (await stages.asJson(rawBytes())) ?? {};
    const front = JSON.stringify(value);
    const other = written(ofForeign, foreign, { sensor: 'R-1', taken: true, at: observation.observedAt });
    const mapped = `$merge([${front}, {"device": sensor, "state": taken ? "occupied" : "free", "observedAt": at}])`;
    expect(await fix(atEnrichment, other, mapped)).toEqual(rawBytes());
    expect(await fix(atEnrichment, Buffer.from(front), '$')).toEqual(rawBytes());
  });

  it('writes an older record by the schema of today', async () => {
    const bytes = await fix(atParking, written(ofOlder, older, { ...observation, ...inPlace }), '$');
    expect(bytes).toEqual(written(ofPlaced, placed.avro, { ...observation, ...inPlace }));
  });

  it.each([
    [swapped, '$merge([$, {"state": "empty"}])', /no naru\.parking\.v1\.RawObservation: state: one of/],
    [swapped, '"text"', /the record: an object/],
    [swapped, '$nothing', /gives nothing/],
    [swapped, '$merge([$, {"device": "R-2"}])', /Its key is R-1/],
    [idOfNobody, '$', /knows no schema 99: give its bytes/],
  ])('is refused with why', async (original, expression, message) => {
    const refused = fix(atEnrichment, original, expression);
    await expect(refused).rejects.toThrow(FixError);
    await expect(refused).rejects.toThrow(message);
  });

  it('is none of what goes into the warehouse as it lies in its topic', async () => {
    await expect(fix(atAnalytics, swapped, '$')).rejects.toThrow(FixError);
  });

  it('may give its bytes, of the same key', async () => {
    const give = (bytes: Buffer): Promise<Buffer> =>
      stages.applyFix(atEnrichment, swapped, { content: bytes.toString('base64'), encoding: 'base64' });
    expect(await give(rawBytes())).toEqual(rawBytes());
    await expect(give(rawBytes({ device: 'R-2' }))).rejects.toThrow(FixError);
    expect(await give(Buffer.from('still nothing'))).toEqual(Buffer.from('still nothing'));
  });
});
