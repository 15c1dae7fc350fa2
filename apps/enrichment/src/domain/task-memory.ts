import { DeviceTable } from './device-table.js';
import { HORIZON_SECONDS, RecentIds, SeenRecords } from './seen-records.js';

/** Ids are swept out this much later than they leave the horizon: the clocks of two ingests may differ. */
const SLACK_SECONDS = 3_600;
const LEAST_SWEEP = 65_536;

/** What a task keeps of one device. `P`: how its records were placed last. */
export interface DeviceMemory<P> {
  readonly source: string;
  readonly device: string;
  readonly recent: RecentIds;
  placed: P | undefined;
}

/** The devices that send one kind of record, and the latest `receivedAt` heard from any (ms). */
export interface KindMemory<P> {
  readonly devices: DeviceTable<DeviceMemory<P>>;
  clock: number;
}

/** Everything that a task keeps between records. Lives in memory; rebuilt from the raw topics. */
export class TaskMemory<P> {
  readonly seen = new SeenRecords();
  readonly #kinds = new Map<string, KindMemory<P>>();
  #sweepAt = LEAST_SWEEP;

  /** Kinds are kept apart: a device name may stand in several. */
  kind(name: string): KindMemory<P> {
    const known = this.#kinds.get(name);
    if (known !== undefined) return known;
    const kind = { devices: new DeviceTable<DeviceMemory<P>>(newDevice, isIdle), clock: 0 };
    this.#kinds.set(name, kind);
    return kind;
  }

  /** Devices remembered, over all kinds. */
  get deviceCount(): number {
    return [...this.#kinds.values()].reduce((sum, { devices }) => sum + devices.size, 0);
  }

  /** What was taken since the last call lasts. */
  merge(): void {
    this.seen.merge();
    if (this.seen.size > this.#sweepAt) this.#sweep();
  }

  /** What was taken since the last merge is forgotten. */
  drop(): void {
    this.seen.drop();
  }

  /** Forgets the ids of devices that fell silent: nothing else would, since a device's own next record never comes. */
  #sweep(): void {
    for (const { devices, clock } of this.#kinds.values())
      for (const { recent } of devices.slots())
        this.seen.forgetBefore(recent, clock - (HORIZON_SECONDS + SLACK_SECONDS) * 1_000);
    this.#sweepAt = Math.max(LEAST_SWEEP, 2 * this.seen.size);
  }
}

const newDevice = <P>(source: string, device: string): DeviceMemory<P> => ({
  source,
  device,
  recent: new RecentIds(),
  placed: undefined,
});

const isIdle = ({ recent }: DeviceMemory<unknown>): boolean => recent.count === 0;
