import { describe, expect, it } from '@jest/globals';
import { type ParkingBay, type ParkingObservation, topics } from '@naru/contracts';
import type { Handler, Pipeline } from './handler.js';
import { delivered } from './outcome.js';
import { store } from './store.js';
import { service } from './topology.js';

const topology = service('parking', {
  reads: { observations: topics.parkingObservations },
  writes: { sessions: topics.parkingSessions },
  stores: { bays: store({ changelog: topics.parkingBaysChangelog }) },
});

// What the compiler refuses is the test: each expected error that doesn't come is an error of its own.
const handle: Handler<typeof topology, ParkingObservation> = (input, task) => {
  const device: string = input.value.device;
  const bay: ParkingBay | undefined = task.store('bays').get(device);
  // @ts-expect-error a topic that the topology doesn't name
  task.emit('occupancy', device, null);
  // @ts-expect-error a store that the topology doesn't name
  task.store('zones');
  // @ts-expect-error a value of another topic
  task.emit('sessions', device, bay);
  // @ts-expect-error no globals are declared
  task.global('assets');
  return delivered;
};

describe('the types of a topology', () => {
  it('ask for a handler of each input, of its wire type', () => {
    const pipeline: Pipeline<typeof topology> = { observations: handle };
    // @ts-expect-error an input without a handler
    const short: Pipeline<typeof topology> = {};
    expect(Object.keys(pipeline)).toEqual(Object.keys(topology.reads));
    expect(short).toEqual({});
  });
});
