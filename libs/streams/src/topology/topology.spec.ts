import { describe, expect, it } from '@jest/globals';
import { type TopicContract, topics } from '@naru/contracts';
import { memory, store } from './store.js';
import { service } from './topology.js';

const seenIn = (changelog: TopicContract) =>
  memory({
    logs: { seen: { changelog, horizonMs: 1 } },
    create: () => ({ merge: () => undefined, drop: () => undefined }),
    toPages: () => [],
    fromPage: () => undefined,
  });

describe('service', () => {
  it('keeps what it was given, and nothing under the names that it was not', () => {
    const topology = service('parking', {
      reads: { observations: topics.parkingObservations },
      writes: { bayStates: topics.parkingBayStates },
      stores: {
        bays: store({ changelog: topics.parkingBaysChangelog }),
        seen: seenIn(topics.hubRecentIdsChangelog),
      },
    });
    expect(topology.reads.observations.name).toBe('parking.observations.v1');
    expect(topology.stores.bays.changelog).toBe(topics.parkingBaysChangelog);
    expect([topology.globals, topology.views]).toEqual([{}, {}]);
  });

  it('refuses inputs of unequal partition counts', () => {
    const wide = { ...topics.parkingZoneChanges, partitions: topics.parkingZoneChanges.partitions + 1 };
    expect(() => service('parking', { reads: { observations: topics.parkingObservations, wide }, writes: {} })).toThrow(
      /unequal partition counts \(parking\.observations\.v1 has 2, parking\.zone-changes\.v1 has 3\)/,
    );
  });

  it('refuses one topic under two names', () => {
    const writes = { one: topics.parkingSessions, other: topics.parkingSessions };
    expect(() => service('parking', { reads: {}, writes })).toThrow(/parking\.sessions\.v1 stands under two names/);
  });

  it('refuses a store whose changelog is an ordinary topic', () => {
    const stores = { bays: store({ changelog: topics.parkingSessions }) };
    expect(() => service('parking', { reads: {}, writes: {}, stores })).toThrow(/bays needs a compacted changelog/);
    const seen = seenIn(topics.parkingBaysChangelog);
    expect(() => service('parking', { reads: {}, writes: {}, stores: { seen } })).toThrow(
      /seen needs an uncompacted changelog/,
    );
  });

  it('refuses a store whose log is deleted before the records that need it', () => {
    const reads = { raw: topics.parkingRawObservations };
    const changelog = { ...topics.hubRecentIdsChangelog, retentionMs: topics.parkingRawObservations.retentionMs };
    const stores = { seen: seenIn(changelog) };
    expect(() => service('parking', { reads, writes: {}, stores })).toThrow(/it has to be kept longer/);
    expect(
      service('parking', { reads, writes: {}, stores: { seen: seenIn({ ...changelog, retentionMs: -1 }) } }),
    ).toBeDefined();
  });
});
