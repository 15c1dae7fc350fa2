import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DecodeError, readFront, WireCodec } from '../src/index.js';
import { topics, type MobilityRawEvent } from '@naru/contracts';
import { rawEvent } from './raw-record.arbitrary.js';

const noRegistry = { schemaById: (id: number) => Promise.reject(new Error(`asked for ${id}`)) };
const codec = new WireCodec<MobilityRawEvent>(topics.mobilityRawEvents.avro, 7, noRegistry);

const plain = (record: MobilityRawEvent) => ({
  ...record,
  point: record.point === null ? null : { ...record.point },
  attributes: Object.entries(record.attributes),
});

const refusal = (bytes: Buffer) => {
  try {
    codec.decode(bytes);
    return 'decoded';
  } catch (error) {
    return error instanceof DecodeError ? error.reason : error;
  }
};

describe('any raw record', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(rawEvent, (record) => {
        expect(plain(codec.decode(codec.encode(record)))).toEqual(plain(record));
      }),
    );
  });

  it('comes back from the midst of other bytes', () => {
    fc.assert(
      fc.property(rawEvent, fc.uint8Array(), fc.uint8Array(), (record, before, after) => {
        const bytes = codec.encode(record);
        const among = Buffer.concat([before, bytes, after]);
        const decoded = codec.decode(among, before.length, before.length + bytes.length);
        expect(plain(decoded)).toEqual(plain(record));
      }),
    );
  });

  it('has a front that reads the same without decoding', () => {
    fc.assert(
      fc.property(rawEvent, (record) => {
        const bytes = codec.encode(record);
        const front = readFront(bytes, 5, bytes.length);
        const text = (start: number, end: number) => bytes.subarray(start, end).toString();
        expect(bytes.subarray(front.recordIdStart, front.recordIdStart + 16)).toEqual(record.recordId);
        expect(bytes.subarray(front.contentHashStart, front.contentHashStart + 16)).toEqual(record.contentHash);
        expect(text(front.sourceStart, front.sourceEnd)).toBe(record.source);
        expect(text(front.deviceStart, front.deviceEnd)).toBe(record.device);
        expect(text(front.qualityStart, front.qualityEnd)).toBe(record.quality);
        expect([front.receivedAt, front.observedAt, front.lane]).toEqual([
          record.receivedAt,
          record.observedAt,
          record.lane,
        ]);
        expect(front.hasPoint ? { longitude: front.longitude, latitude: front.latitude } : null).toEqual(record.point);
        const eventType = Buffer.from(record.eventType);
        expect(bytes.indexOf(eventType, front.end)).toBeLessThanOrEqual(front.end + 2);
      }),
    );
  });

  it('is refused when cut anywhere, or when anything follows', () => {
    fc.assert(
      fc.property(rawEvent, fc.uint8Array({ minLength: 1, maxLength: 3 }), (record, more) => {
        const bytes = codec.encode(record);
        for (let end = 5; end < bytes.length; end++) expect(refusal(bytes.subarray(0, end))).toBe('truncated-body');
        expect(refusal(Buffer.concat([bytes, more]))).toBe('truncated-body');
      }),
    );
  });
});

describe('any other bytes', () => {
  it('are refused with a reason, or happen to be a record', () => {
    const reasons = ['decoded', 'truncated-body', 'not-confluent', 'wrong-type'];
    fc.assert(
      fc.property(rawEvent, fc.nat(), fc.nat(255), (record, at, byte) => {
        const bytes = codec.encode(record);
        bytes[5 + (at % (bytes.length - 5))] = byte;
        expect(reasons).toContain(refusal(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});
