import { describe, expect, it } from '@jest/globals';
import { topics } from '@naru/contracts';
import type { TopicDescription } from '@naru/kafka';
import { forgetfulOf, unsafeOf } from './unsafe.js';

const contract = { ...topics.parkingObservations, retentionMs: 1_000 };
const on = (replicas: number, configs: TopicDescription['configs'] = {}): TopicDescription => ({
  name: 'topic',
  partitions: [1, 2, 3].map((partition) => ({
    partition,
    leader: 1,
    leaderEpoch: 0,
    replicas: Array.from({ length: partition === 2 ? replicas : 3 }, (_, node) => node),
    inSync: [1],
  })),
  configs: {
    'min.insync.replicas': '2',
    'unclean.leader.election.enable': 'false',
    'cleanup.policy': 'delete',
    'retention.ms': '1000',
    'retention.bytes': '-1',
    ...configs,
  },
});

describe('a topic that promises can stand on', () => {
  it('has three replicas of every partition, two of them in sync, and no unclean election', () => {
    expect(unsafeOf(on(3))).toEqual([]);
    expect(unsafeOf(on(2))).toEqual(['topic has 2 replicas, not 3']);
    expect(unsafeOf(on(3, { 'min.insync.replicas': '1' }))).toEqual(['topic: min.insync.replicas is 1, not 2']);
    expect(unsafeOf(on(3, { 'unclean.leader.election.enable': 'true' }))).toHaveLength(1);
  });

  it('keeps its records at least as long as the contract says', () => {
    for (const kept of ['1000', '1001', '-1'])
      expect(forgetfulOf(on(3, { 'retention.ms': kept }), contract)).toEqual([]);
    expect(forgetfulOf(on(3, { 'retention.ms': '999' }), contract)).toEqual(['topic: retention.ms is 999, not 1000']);
    expect(forgetfulOf(on(3), { ...contract, retentionMs: -1 })).toHaveLength(1);
    expect(forgetfulOf(on(3, { 'retention.bytes': '5000' }), contract)).toHaveLength(1);
  });

  it('is cleaned as the contract says, and no other way', () => {
    const compacted = { ...contract, cleanup: 'compact' as const };
    expect(forgetfulOf(on(3, { 'cleanup.policy': 'compact' }), compacted)).toEqual([]);
    expect(forgetfulOf(on(3, { 'cleanup.policy': 'compact,delete' }), compacted)).toHaveLength(1);
    expect(forgetfulOf(on(3, { 'cleanup.policy': 'compact' }), contract)).toHaveLength(1);
  });
});
