import { afterEach, describe, expect, it } from '@jest/globals';
import { WireCodec } from '@naru/avro';
import { topics } from '@naru/contracts';
import { ContractRegistry } from '../in-process/registry.js';
import { store } from '../topology/store.js';
import { FormerStores } from './former-stores.js';
import { type KeptStore, type TaskStores, keptStore } from './kept-store.js';

const topic = topics.parkingZonesChangelog;
const codec = new WireCodec(topic.avro, 1, new ContractRegistry());
const zones = () =>
  keptStore({
    declaration: store({ changelog: topic }),
    changelog: { topic, name: topic.name, codec },
    timers: undefined,
  });

const storesOf = (store: KeptStore): TaskStores => ({ kept: new Map([['zones', store]]), memories: new Map() });

describe('stores of a task that went', () => {
  const former = new FormerStores();
  afterEach(() => {
    former.clear();
  });

  it('are had again once, also where their restore was broken off', () => {
    const stores = storesOf(zones());
    former.keep(1, stores);
    expect(former.take(0)).toBeUndefined();
    expect(former.take(1)).toBe(stores);
    expect(former.take(1)).toBeUndefined();
  });

  it('are not had again where a process was frozen for so long that deletions may be compacted away', () => {
    const frozen = zones();
    frozen.levelAt -= 2 * 86_400_000;
    former.keep(1, storesOf(frozen));
    expect(former.take(1)).toBeUndefined();
  });
});
