import { type DeviceName, DeviceTable } from './device-table.js';
import { HORIZON_SECONDS, type Identity, RecentIds, SeenRecords } from './seen-records.js';

/** Ids are swept out this much later than they leave the horizon: the clocks of two ingests may differ. */
const SLACK_SECONDS = 3_600;
const LEAST_SWEEP = 65_536;

/** What a task keeps of one device: its recent ids, and how its records were placed last (`P`). */
export class DeviceMemory<P> extends RecentIds {
  placed: P | undefined = undefined;

  constructor(
    readonly source: string,
    readonly device: string,
  ) {
    super();
  }
}

/** What the memory asks of a record: its identity, and where its device's names stand in its bytes. */
export type RecordFacts = Identity & DeviceName;

/** The devices that send one kind of record, and the latest `receivedAt` heard from any (ms). */
interface KindMemory<P> {
  readonly devices: DeviceTable<DeviceMemory<P>>;
  clock: number;
}

/** Everything that a task keeps between records. Lives in memory; rebuilt from the raw topics. */
export class TaskMemory<P> {
  /** After `take`: the revision of what was new, or the first copy of what was not. */
  readonly seen = new SeenRecords();
  readonly #kinds = new Map<string, KindMemory<P>>();
  #sweepAt = LEAST_SWEEP;

  /** Devices remembered, over all kinds. */
  get deviceCount(): number {
    return [...this.#kinds.values()].reduce((sum, { devices }) => sum + devices.size, 0);
  }

  /** What is kept of a record's device. A name may stand in several kinds of record; each has its own. */
  deviceOf(kind: string, bytes: Uint8Array, record: RecordFacts): DeviceMemory<P> {
    return this.#kind(kind).devices.slotOf(bytes, record);
  }

  /** Takes a record of a device; answers whether the hub had it already. */
  take(
    device: DeviceMemory<P>,
    bytes: Uint8Array,
    record: RecordFacts,
    from: { readonly kind: string; readonly lane: 'live' | 'history'; readonly topic: number; readonly offset: number },
  ): boolean {
    if (from.lane === 'history') return this.seen.take(bytes, record, from, undefined);
    const kind = this.#kind(from.kind);
    kind.clock = Math.max(kind.clock, record.receivedAt);
    return this.seen.take(bytes, record, from, device);
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

  #kind(name: string): KindMemory<P> {
    const known = this.#kinds.get(name);
    if (known !== undefined) return known;
    const kind = { devices: new DeviceTable<DeviceMemory<P>>(newDevice, isIdle), clock: 0 };
    this.#kinds.set(name, kind);
    return kind;
  }

  /** Forgets the ids of devices that fell silent: nothing else would, since a device's own next record never comes. */
  #sweep(): void {
    for (const { devices, clock } of this.#kinds.values())
      for (const device of devices.slots())
        this.seen.forgetBefore(device, clock - (HORIZON_SECONDS + SLACK_SECONDS) * 1_000);
    this.#sweepAt = Math.max(LEAST_SWEEP, 2 * this.seen.size);
  }
}

const newDevice = <P>(source: string, device: string): DeviceMemory<P> => new DeviceMemory(source, device);

const isIdle = ({ count }: RecentIds): boolean => count === 0;
