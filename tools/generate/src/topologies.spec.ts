import { describe, expect, it } from '@jest/globals';
import type { Contract, TopicModel } from './contract.js';
import { flowComplaints, type ServiceFlow } from './topologies.js';

const topic = (name: string, owner: string, readers: string[], more: Partial<TopicModel> = {}): TopicModel => ({
  name,
  context: 'parking',
  noun: 'any',
  key: 'any',
  schema: 'any',
  avro: { type: 'record', name: 'Any', fields: [] },
  partitions: 2,
  cleanup: 'delete',
  retentionMs: 1,
  owner,
  readers,
  warehouse: false,
  shared: false,
  personal: 'none',
  meaning: 'Any.',
  ...more,
});

const flow = (service: string, more: Partial<ServiceFlow> = {}): ServiceFlow => ({
  service,
  reads: [],
  follows: [],
  writes: [],
  changelogs: [],
  declared: true,
  ...more,
});

const complaints = (topics: TopicModel[], ...flows: ServiceFlow[]) =>
  flowComplaints({ front: [], place: [], reasons: [], records: [], topics } satisfies Contract, flows).join('\n');

const sessions = topic('parking.sessions.v1', 'parking', ['analytics']);
const writer = flow('parking', { writes: ['parking.sessions.v1'] });
const reader = flow('analytics', { reads: ['parking.sessions.v1'] });

describe('services held against the catalogue', () => {
  it('agree where each does what the catalogue says', () => {
    expect(complaints([sessions], writer, reader)).toBe('');
  });

  it('may all write a shared topic', () => {
    const letters = topic('hub.dead-letters.v1', 'parking', [], { shared: true });
    const flows = [flow('parking', { writes: [letters.name] }), flow('energy', { writes: [letters.name] })];
    expect(complaints([letters], ...flows)).toBe('');
  });

  it('are not asked for what they have no topology to say', () => {
    expect(complaints([sessions], flow('parking', { declared: false }), reader)).toBe('');
  });

  it.each<[string, RegExp, ServiceFlow[]]>([
    ['a second writer', /two writers: parking, energy/, [writer, reader, flow('energy', { writes: [sessions.name] })]],
    ['a writer that is not its owner', /belongs to parking/, [reader, flow('energy', { writes: [sessions.name] })]],
    ['an owner that does not write', /doesn't write it/, [flow('parking'), reader]],
    [
      'a topic without contract',
      /writes parking\.stays\.v1, which has no contract/,
      [flow('parking', { writes: ['parking.stays.v1'] })],
    ],
    [
      'a reader that the catalogue does not name',
      /doesn't name it a reader/,
      [writer, reader, flow('energy', { follows: [sessions.name] })],
    ],
    ['a reader that does not read', /which doesn't read it/, [writer, flow('analytics')]],
  ])('complain of %s', (_, complaint, flows) => {
    expect(complaints([sessions], ...flows)).toMatch(complaint);
  });
});
