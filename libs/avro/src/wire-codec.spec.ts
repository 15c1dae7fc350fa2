import { describe, expect, it } from '@jest/globals';
import { topics, type AvroRecord, type AvroSchema } from '@naru/contracts';
import { avroType } from './avro-type.js';
import { DecodeError, SchemaNotPreparedError, UnknownSchemaIdError } from './errors.js';
import { encodeConfluent, WireCodec } from './wire-codec.js';

interface Tally {
  readonly zoneId: string;
  readonly bays: number;
}

// the test's own: the contract's schemas may grow
const schema: AvroRecord = {
  type: 'record',
  name: 'Tally',
  namespace: 'naru.test.v1',
  fields: [
    { name: 'zoneId', type: 'string', doc: 'The zone.' },
    { name: 'bays', type: 'int', doc: 'Bays (count).' },
  ],
};
const tally: Tally = { zoneId: 'district', bays: 3 };

const without = (name: string): AvroRecord => ({ ...schema, fields: schema.fields.filter((f) => f.name !== name) });
const withField = (field: AvroRecord['fields'][number]): AvroRecord => ({
  ...schema,
  fields: [...schema.fields, field],
});

const registryOf = (schemas: Record<number, AvroSchema>) => ({
  schemaById: (id: number) => {
    const found = schemas[id];
    return found === undefined ? Promise.reject(new UnknownSchemaIdError(id)) : Promise.resolve(found);
  },
});

const codecOf = (schemas: Record<number, AvroSchema> = {}) => new WireCodec<Tally>(schema, 1, registryOf(schemas));

const reasonOf = (decode: () => unknown) => {
  try {
    decode();
  } catch (error) {
    return error instanceof DecodeError ? error.reason : error;
  }
  return 'decoded';
};

describe('a codec', () => {
  it('writes magic byte, schema id and body in one buffer', () => {
    const bytes = codecOf().encode(tally);
    expect(bytes.subarray(0, 5)).toEqual(Buffer.from([0, 0, 0, 0, 1]));
    expect(bytes.subarray(5, 14)).toEqual(Buffer.from('\u0010district'));
  });

  it('writes values larger than its scratch space', () => {
    const large = { ...tally, zoneId: 'z'.repeat(300_000) };
    expect(codecOf().decode(codecOf().encode(large)).zoneId).toBe(large.zoneId);
  });

  it('reads a writer with one field more and fills in one that a writer lacks', async () => {
    const codec = new WireCodec<{ confidence: number }>(
      withField({ name: 'confidence', type: 'double', doc: 'Share.', default: 0.5 }),
      1,
      registryOf({ 2: schema, 3: withField({ name: 'more', type: 'string', doc: 'More.' }) }),
    );
    await codec.prepare(2);
    await codec.prepare(3);
    expect(codec.decode(encodeConfluent(2, avroType(schema), tally))).toEqual({ ...tally, confidence: 0.5 });
    const more = encodeConfluent(3, avroType(withField({ name: 'more', type: 'string', doc: 'More.' })), {
      ...tally,
      more: 'than we know',
    });
    expect(codec.decode(more)).toEqual({ ...tally, confidence: 0.5 });
  });

  it("takes a later writer's symbol for the default", async () => {
    const raw = topics.securityDetections.avro;
    const severity = { type: 'enum', name: 'Severity', namespace: 'naru.security.v1' } as const;
    const kept = raw.fields.filter((field) => field.name === 'severity');
    const later = [{ name: 'severity', type: { ...severity, symbols: ['unknown', 'catastrophic'] }, doc: 'More.' }];
    const codec = new WireCodec<{ severity: string }>(
      { ...raw, fields: kept },
      1,
      registryOf({ 2: { ...raw, fields: later } }),
    );
    await codec.prepare(2);
    expect(codec.decode(Buffer.from([0, 0, 0, 0, 2, 2]))).toEqual({ severity: 'unknown' });
  });

  it('says what is no value of its topic, by reason', async () => {
    const codec = codecOf({ 2: 'string', 3: without('bays'), 4: topics.cityZones.avro });
    for (const id of [2, 3, 4]) await codec.prepare(id);
    const bytes = codec.encode(tally);
    expect(reasonOf(() => codec.decode(Buffer.from('{"zone":"01"}')))).toBe('not-confluent');
    expect(reasonOf(() => codec.decode(Buffer.alloc(4)))).toBe('not-confluent');
    expect(reasonOf(() => codec.decode(bytes.subarray(0, 9)))).toBe('truncated-body');
    for (const id of [2, 3, 4]) {
      bytes.writeUInt32BE(id, 1);
      expect(reasonOf(() => codec.decode(bytes))).toBe('wrong-type');
    }
  });

  it('asks to be prepared for a writer, and says when the registry knows it not', async () => {
    const codec = codecOf();
    const bytes = codec.encode(tally);
    bytes.writeUInt32BE(99, 1);
    expect(() => codec.decode(bytes)).toThrow(SchemaNotPreparedError);
    await expect(codec.prepare(99)).rejects.toThrow(UnknownSchemaIdError);
    expect(codec.isPrepared(99)).toBe(false);
  });

  it('is not led to allocate by a count that the bytes cannot hold', () => {
    const zone = new WireCodec<object>(topics.cityZones.avro, 1, registryOf({}));
    const endless = Buffer.from([0, 0, 0, 0, 1, 2, 0x61, 2, 0x62, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]);
    expect(reasonOf(() => zone.decode(endless))).toBe('truncated-body');
  });

  it("keeps an entry of a map that is named like an object's prototype", () => {
    const events = new WireCodec<{ attributes: object }>(
      { ...topics.mobilityRawEvents.avro, fields: topics.mobilityRawEvents.avro.fields.slice(-1) },
      1,
      registryOf({}),
    );
    const attributes = JSON.parse('{"__proto__":"kept","lane":"2"}') as object;
    expect(Object.entries(events.decode(events.encode({ attributes })).attributes)).toEqual([
      ['__proto__', 'kept'],
      ['lane', '2'],
    ]);
  });
});
