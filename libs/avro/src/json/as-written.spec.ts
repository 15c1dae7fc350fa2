import { describe, expect, it } from '@jest/globals';
import type { AvroRecord, AvroSchema } from '@naru/contracts';
import { avroType } from '../avro-type.js';
import { UnknownSchemaIdError } from '../errors.js';
import { encodeConfluent } from '../wire-codec.js';
import { readAsWritten } from './as-written.js';

/** A foreign writer's: names are short, one record holds itself. */
const earlier: AvroRecord = {
  type: 'record',
  name: 'Earlier',
  fields: [
    { name: 'id', type: 'Id', doc: 'Test.' },
    { name: 'before', type: ['null', 'Earlier'], doc: 'Test.' },
  ],
};
const writer: AvroRecord = {
  type: 'record',
  name: 'Reading',
  namespace: 'elsewhere',
  fields: [
    { name: 'id', type: { type: 'fixed', name: 'Id', size: 16 }, doc: 'Test.' },
    { name: 'again', type: ['null', 'Id'], doc: 'Test.' },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' }, doc: 'Test.' },
    { name: 'names', type: { type: 'array', items: 'string' }, doc: 'Test.' },
    { name: 'before', type: ['null', earlier], doc: 'Test.' },
  ],
};
const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const uuid = '00112233-4455-6677-8899-aabbccddeeff';
const value = { id, again: id, at: 1, names: ['a', 'b'], before: { id, before: { id, before: null } } };
const bytes = encodeConfluent(7, avroType(writer), value);
const schemas: Readonly<Record<number, AvroSchema>> = { 7: writer, 8: 'string' };
const registry = {
  schemaById: (schemaId: number) => {
    const found = schemas[schemaId];
    return found === undefined ? Promise.reject(new UnknownSchemaIdError(schemaId)) : Promise.resolve(found);
  },
};

describe('a value as it was written', () => {
  it('is JSON by its own schema, whoever wrote it', async () => {
    expect(await readAsWritten(bytes, registry)).toEqual({
      schemaId: 7,
      schema: 'elsewhere.Reading',
      isWhole: true,
      value: {
        id: uuid,
        again: uuid,
        at: '1970-01-01T00:00:00.001Z',
        names: ['a', 'b'],
        before: { id: uuid, before: { id: uuid, before: null } },
      },
    });
  });

  it('is what can be read of one that is cut, and the record alone of one that goes on', async () => {
    const cut = await readAsWritten(bytes.subarray(0, 5 + 16 + 1 + 16 + 1 + 2), registry);
    expect(cut).toMatchObject({ isWhole: false, value: { id: uuid, again: uuid, at: '1970-01-01T00:00:00.001Z' } });
    expect(Object.keys(cut.value)).toHaveLength(3);
    expect(await readAsWritten(bytes.subarray(0, 8), registry)).toMatchObject({ isWhole: false, value: {} });
    const more = await readAsWritten(Buffer.concat([bytes, Buffer.of(0)]), registry);
    expect(more).toMatchObject({ isWhole: false, value: { names: ['a', 'b'] } });
    expect(Object.keys(more.value)).toHaveLength(5);
  });

  it.each([
    ['not-confluent', Buffer.from('{}')],
    ['unknown-schema-id', Buffer.of(0, 0, 0, 0, 99, 1)],
    ['wrong-type', Buffer.of(0, 0, 0, 0, 8, 0)],
  ])('is nothing where no record can be read of it: %s', async (reason, value) => {
    await expect(readAsWritten(value, registry)).rejects.toMatchObject({ reason });
  });
});
