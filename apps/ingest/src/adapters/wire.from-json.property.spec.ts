import { describe, expect, it } from '@jest/globals';
import { type SchemaFold, foldSchema, jsonOf } from '@naru/avro';
import { type TopicContract, taskInputs, topics } from '@naru/contracts';
import fc from 'fast-check';
import { NotOfSchemaError, wireOf } from './wire.from-json.js';

type Values = fc.Arbitrary<unknown>;

const whole = (limit: number): Values => fc.integer({ min: -limit, max: limit });
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number));
const text = fc.string({ unit: 'grapheme' });
const bytes = fc.uint8Array().map((array) => Buffer.from(array));
const primitives: Readonly<Record<string, Values>> = {
  boolean: fc.boolean(),
  int: whole(2 ** 31 - 1),
  long: fc.maxSafeInteger(),
  double,
  string: text,
  bytes,
};
const unplanned = (what: string) => (): never => {
  throw new Error(`No topic has ${what}`);
};

/** Any value of a schema. */
const valuesOf: SchemaFold<Values> = {
  primitive: (type, logicalType) => (logicalType === 'date' ? whole(700_000) : primitives[type]) ?? unplanned(type)(),
  fixed: (size) => fc.uint8Array({ minLength: size, maxLength: size }).map((array) => Buffer.from(array)),
  enum: (symbols) => fc.constantFrom(...symbols),
  array: (item) => fc.array(item, { maxLength: 3 }),
  map: (entry) => fc.dictionary(text, entry, { maxKeys: 3, noNullPrototype: true }),
  record: (fields) =>
    fc.record(Object.fromEntries(fields.map(({ field: { name }, of }) => [name, of])), { noNullPrototype: true }),
  nullable: (type) => fc.option(type),
  choice: unplanned('a choice of types'),
  later: () => fc.constant(null).map(unplanned('a record that holds itself')),
};

const behindIngest = new Set(
  ['enrichment', 'parking', 'energy', 'security'].flatMap((stage) => taskInputs[stage] ?? []),
);
const read = Object.values<TopicContract>(topics).filter(({ name }) => behindIngest.has(name));

describe('a record of a topic that a stage behind ingest reads', () => {
  it.each(read.map((topic) => [topic.name, topic.avro] as const))('comes back from its JSON: %s', (_, avro) => {
    const [toJson, toWire] = [jsonOf(avro), wireOf(avro)];
    fc.assert(
      fc.property(foldSchema(avro, valuesOf), (value) => {
        expect(toWire(JSON.parse(JSON.stringify(toJson(value))))).toEqual(value);
      }),
      { numRuns: 20 },
    );
  });
});

describe('JSON that is no record of the schema', () => {
  const take = wireOf(topics.parkingRawObservations.avro);
  const id = '00112233-4455-6677-8899-aabbccddeeff';
  const record = {
    ...{ recordId: id, contentHash: id, source: 'bays', device: 'R-1', state: 'free' },
    ...{ receivedAt: '2026-11-22T09:03:11Z', observedAt: '2026-11-22T09:03:11Z' },
  };

  it('is filled in with the defaults of what it leaves out', () => {
    expect(take(record)).toMatchObject({ point: null, quality: 'good', lane: 'live', observedAt: 1_795_338_191_000 });
  });

  it.each([
    ['the record: an object', 'text'],
    ['device: text in Unicode', { ...record, device: undefined }],
    ['device: text in Unicode', { ...record, device: '\ud800' }],
    ['recordId: a UUID', { ...record, recordId: 'none' }],
    ['observedAt: ISO 8601 with an offset', { ...record, observedAt: '2026-02-30T00:00:00Z' }],
    ['point.latitude: a finite number', { ...record, point: { longitude: 1, latitude: NaN } }],
    ['state: one of unknown, free, occupied', { ...record, state: 'empty' }],
    ['bay: nothing, there is no such field', { ...record, bay: 1 }],
  ])('is refused with where and what: %s', (message, value) => {
    expect(() => take(value)).toThrow(new NotOfSchemaError(message));
  });
});
