import { describe, expect, it } from '@jest/globals';
import { topics } from '@naru/contracts';
import { avroType } from './avro-type.js';
import { selectFields } from './select-fields.js';

describe('some fields of a record', () => {
  const { avro } = topics.parkingObservations;

  it('define the types that fields left out defined, once', () => {
    const places = selectFields(avro, (field) => ['contentHash', 'placePoint'].includes(field.name));
    const value = { contentHash: Buffer.alloc(16, 3), placePoint: { longitude: 127, latitude: 37 } };
    const type = avroType(places);
    expect(type.fromBuffer(type.toBuffer(value))).toEqual(value);
  });

  it('are written as they are within the record', () => {
    const hashed = avroType(selectFields(avro, (field) => ['observedAt', 'device'].includes(field.name)));
    expect(hashed.toBuffer({ observedAt: 1, device: 'S' })).toEqual(Buffer.from([2, 2, 0x53]));
  });

  it('are all the same schema where all are kept', () => {
    expect(selectFields(avro, () => true)).toEqual(avro);
  });
});
