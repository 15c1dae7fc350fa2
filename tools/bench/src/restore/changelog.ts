import { hash } from 'node:crypto';
import { codecFor } from '@naru/avro';
import { type ParkingBay, topics } from '@naru/contracts';
import { partitionOf } from '@naru/kafka';
import type { BenchHub } from '../bench-stack.js';
import { write } from '../city/fill.js';

const start = Date.UTC(2026, 10, 1);

/** Writes the state of so many bays, as parking keeps it, to its changelog. */
export async function fillChangelog(bench: BenchHub, keys: number): Promise<void> {
  const topic = topics.parkingBaysChangelog;
  const codec = await codecFor(topic, bench.registry);
  function* entries() {
    for (let number = 0; number < keys; number++) {
      const bay = bayOf(number);
      yield {
        topic: bench.names.topic(topic),
        partition: partitionOf(bay.assetId, topic.partitions),
        timestamp: start + number,
        key: bay.assetId,
        value: codec.encode(bay),
      };
    }
  }
  bench.say(`writing ${keys} bays`);
  await write(bench, entries());
}

/** A bay that was seen once, and is taken since. */
function bayOf(number: number): ParkingBay {
  const assetId = `bay-${String(number).padStart(7, '0')}`;
  const zones = { district: `D${number % 25}`, 'parking-zone': `P${number % 400}` };
  return {
    assetId,
    places: [{ known: true, point: { longitude: 126.9 + (number % 1_000) / 1e4, latitude: 37.5 }, zones }],
    recent: [
      {
        recordId: hash('sha256', assetId, 'buffer').subarray(0, 16),
        revision: 0,
        source: 'bays',
        device: `S-${number}`,
        observedAt: start + number,
        receivedAt: start + number + 1_000,
        state: 'occupied',
        quality: 'good',
        place: 0,
      },
    ],
    settled: null,
    sessions: [],
    heldBy: null,
  };
}
