import { describe, expect, it } from '@jest/globals';
import type { AvroField, AvroRecord } from '@naru/contracts';
import { incompatibilities } from './compatibility.js';

const severity = (...symbols: string[]): AvroField => ({
  name: 'severity',
  type: { type: 'enum', name: 'Severity', symbols, default: 'unknown' },
  doc: 'How bad.',
});
const closed = (...symbols: string[]): AvroField => ({
  name: 'state',
  type: { type: 'enum', name: 'State', symbols },
  doc: 'State.',
});
const zone: AvroField = { name: 'zone', type: 'string', doc: 'The zone.' };
const bays: AvroField = { name: 'bays', type: 'int', doc: 'Bays (count).' };
const floor: AvroField = { name: 'floor', type: 'int', doc: 'Storey.', default: 0 };

const record = (...fields: AvroField[]): AvroRecord => ({
  type: 'record',
  name: 'Tally',
  namespace: 'naru.test.v1',
  fields,
});
const released = (...versions: AvroRecord[]) => versions.map((avro, at) => ({ version: at + 1, avro }));

describe('the next version of a schema', () => {
  it.each<[string, AvroRecord, AvroRecord]>([
    ['is the same', record(zone, bays), record(zone, bays)],
    ['has a new field with a default', record(zone, bays), record(zone, bays, floor)],
    ['lacks a field that had a default', record(zone, floor), record(zone)],
    [
      'has a symbol more in an enum with a default',
      record(severity('unknown', 'low')),
      record(severity('unknown', 'low', 'high')),
    ],
    ['says other things of its fields', record(zone), record({ ...zone, doc: 'The zone it is in.' })],
  ])('may come where it %s', (_, before, next) => {
    expect(incompatibilities(next, released(before))).toEqual([]);
  });

  it.each<[string, AvroRecord, AvroRecord]>([
    ['lacks a field without default', record(zone, bays), record(zone)],
    ['has a new field without default', record(zone), record(zone, bays)],
    ['has a field of another type', record(bays), record({ ...bays, type: 'string' })],
    ['has a wider number, which old readers do not take', record(bays), record({ ...bays, type: 'long' })],
    ['lets be null what was never', record(bays), record({ ...bays, type: ['null', 'int'] })],
    ['has a symbol more in an enum without default', record(closed('free')), record(closed('free', 'taken'))],
    ['has another name', record(zone), { ...record(zone), name: 'Count' }],
  ])('is refused where it %s', (_, before, next) => {
    expect(incompatibilities(next, released(before))).not.toEqual([]);
  });

  it('is held against all versions, not the latest alone', () => {
    const versions = released(record(zone, bays), record(zone, { ...bays, default: 0 }));
    const next = record(zone);
    expect(incompatibilities(next, versions.slice(1))).toEqual([]);
    expect(incompatibilities(next, versions)).toHaveLength(1);
  });
});
