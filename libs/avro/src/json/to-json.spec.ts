import { expect, it } from '@jest/globals';
import { type AvroRecord, type TopicContract, topics } from '@naru/contracts';
import { jsonOf } from './to-json.js';

const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const uuid = '00112233-4455-6677-8899-aabbccddeeff';

const withFields = ({ avro }: TopicContract, ...names: readonly string[]): AvroRecord => ({
  ...avro,
  fields: avro.fields.filter(({ name }) => names.includes(name)),
});

it('writes ids, times, days, points and maps of every topic as JSON does', () => {
  const session = {
    sessionId: id,
    assetId: 'bay-1',
    startedAt: 0,
    endedAt: null,
    openingRecordId: id,
    revision: 1,
    cause: 'late',
    zones: { district: 'D1' },
    withdrawn: false,
  };
  expect(jsonOf(topics.parkingSessions.avro)(session)).toEqual({
    ...session,
    sessionId: uuid,
    openingRecordId: uuid,
    startedAt: '1970-01-01T00:00:00.000Z',
  });
  const point = { longitude: 1, latitude: 2 };
  const placed = withFields(topics.parkingObservations, 'recordId', 'point', 'placePoint', 'masterDataAt');
  expect(jsonOf(placed)({ recordId: id, point: null, placePoint: point, masterDataAt: 1 })).toEqual({
    recordId: uuid,
    point: null,
    placePoint: point,
    masterDataAt: '1970-01-01T00:00:00.001Z',
  });
  expect(jsonOf(withFields(topics.energyPeaks, 'day'))({ day: 20_779 })).toEqual({ day: '2026-11-22' });
  const counts = [{ topic: 't', source: 's', minute: 60_000, fate: 'delivered', reason: '', count: 1 }];
  expect(jsonOf(withFields(topics.hubLedger, 'counts'))({ counts })).toEqual({
    counts: [{ ...counts[0], minute: '1970-01-01T00:01:00.000Z' }],
  });
  const deadLetter = withFields(topics.hubDeadLetters, 'recordId', 'sha256', 'sealed');
  expect(jsonOf(deadLetter)({ recordId: null, sha256: Buffer.alloc(32), sealed: id })).toEqual({
    recordId: null,
    sha256: Buffer.alloc(32).toString('base64'),
    sealed: id.toString('base64'),
  });
});

it('leaves a time that ISO 8601 can not write as it is', () => {
  expect(jsonOf({ type: 'long', logicalType: 'timestamp-millis' })(9e15)).toBe(9e15);
});
