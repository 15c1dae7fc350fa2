import { describe, expect, it } from '@jest/globals';
import type { AvroField, AvroRecord } from '@naru/contracts';
import type { Contract, RecordModel, TopicModel } from './contract.js';
import { lint } from './lint.js';

const timestamp = { type: 'long', logicalType: 'timestamp-millis' } as const;

const avro: AvroRecord = {
  type: 'record',
  name: 'Session',
  namespace: 'naru.parking.v1',
  doc: 'A stay.',
  fields: [
    { name: 'sessionId', type: 'string', doc: 'Identity.' },
    { name: 'startedAt', type: timestamp, doc: 'When it began.' },
    { name: 'revision', type: 'int', doc: 'Revision.' },
  ],
};

const topic: TopicModel = {
  name: 'parking.sessions.v1',
  context: 'parking',
  noun: 'sessions',
  key: 'asset id',
  schema: 'naru.parking.v1.Session',
  avro,
  partitions: 2,
  cleanup: 'delete',
  retentionMs: 1,
  owner: 'parking',
  readers: ['analytics'],
  warehouse: true,
  shared: false,
  personal: 'none',
  meaning: 'Stays.',
  fact: ['sessionId'],
  table: { order: ['sessionId', 'startedAt'], month: 'startedAt' },
};

const record: RecordModel = {
  context: 'parking',
  name: 'naru.parking.v1.Session',
  avro,
  file: 'session.v1',
  hasFront: false,
};

const complaintsOf = (changes: {
  topic?: Partial<TopicModel>;
  record?: Partial<RecordModel>;
  fields?: AvroField[];
}) => {
  const fields = [...avro.fields, ...(changes.fields ?? [])];
  const records = [{ ...record, avro: { ...avro, fields }, ...changes.record }];
  const contract: Contract = { front: [], place: [], reasons: [], records, topics: [{ ...topic, ...changes.topic }] };
  return lint(contract, ['parking', 'analytics']);
};

const field = (name: string, type: AvroField['type'], more: Partial<AvroField> = {}): AvroField => ({
  name,
  type,
  doc: 'Said.',
  ...more,
});

describe('the rules of the contract', () => {
  it('are kept by a plain fact', () => {
    expect(complaintsOf({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof complaintsOf>[0], RegExp]>([
    ['a field without doc', { fields: [field('note', 'string', { doc: '' })] }, /note: has no doc/],
    [
      'an enum that can never grow',
      { fields: [field('state', { type: 'enum', name: 'State', symbols: ['free'] })] },
      /State: an enum needs a default/,
    ],
    [
      'a class of personal data that nobody knows',
      { fields: [field('who', 'string', { 'naru.personal': 'name' })] },
      /name is no class/,
    ],
    [
      'personal data that the topic is silent of',
      { fields: [field('who', 'string', { 'naru.personal': 'identity' })] },
      /more personal data/,
    ],
    ['a schema in another context', { record: { context: 'energy' } }, /stands in schemas\/energy/],
    ['a schema in a file of another name', { record: { file: 'stay.v1' } }, /stands in stay\.v1\.avsc/],
    ['two fields of one column', { fields: [field('started_at', 'string')] }, /two fields make the column started_at/],
    [
      'a field that hides where a row is from',
      { fields: [field('offset', 'long')] },
      /two fields make the column offset/,
    ],
    ['a service that there is not', { topic: { readers: ['analytics', 'billing'] } }, /billing is no service/],
    ['a warehouse that does not read', { topic: { readers: ['parking'] } }, /analytics is no reader/],
    [
      'rows sorted by what may be null',
      { fields: [field('endedAt', ['null', timestamp])], topic: { table: { order: ['endedAt'] } } },
      /sorted by endedAt/,
    ],
    [
      'months of what is no time',
      { topic: { table: { order: ['sessionId'], month: 'revision' } } },
      /revision is no time/,
    ],
    ['a fact by a field that there is not', { topic: { fact: ['stayId'] } }, /no field stayId/],
    ['a shared topic outside the hub', { topic: { shared: true } }, /shared/],
    ['a live raw topic without lateness', { topic: { lane: 'live' } }, /how late is late/],
  ])('refuse %s', (_, changes, complaint) => {
    expect(complaintsOf(changes).join('\n')).toMatch(complaint);
  });
});
