import { type DeviceName, DeviceTable } from './device-table.js';
import { HORIZON_SECONDS, type Identity, type RememberedId, SeenRecords } from './seen-records.js';

/** Ids are swept out this much later than they leave the horizon: the clocks of two ingests may differ. */
export const SLACK_SECONDS = 3_600;
const LEAST_SWEEP = 65_536;

/** What the memory asks of a record: its identity, and where its device's names stand in its bytes. */
export type RecordFacts = Identity & DeviceName;

/** The devices that send one kind of record, and the latest `receivedAt` heard from any (ms). */
interface KindMemory {
  readonly devices: DeviceTable;
  clock: number;
}

/** Writes down what is remembered anew, up to the next merge. */
export interface TakenLog {
  /** `source` where it came on the live lane. */
  add(bytes: Uint8Array, record: RecordFacts, id: RememberedId, source: string | undefined): void;
  /** What was added since the last merge is nothing. */
  drop(): void;
}

/** Everything that a task keeps between records. Its ids have changelogs; places are looked up again. */
export class TaskMemory {
  /** After `take`: the revision of what was new, or the first copy of what was not. */
  readonly seen = new SeenRecords();
  readonly #kinds = new Map<string, KindMemory>();
  #sweepAt = LEAST_SWEEP;

  constructor(private readonly log: TakenLog) {}

  /** Devices remembered, over all kinds. */
  get deviceCount(): number {
    return [...this.#kinds.values()].reduce((sum, { devices }) => sum + devices.size, 0);
  }

  /** The devices of a kind of record. A name may stand in several; each has its own. */
  devicesOf(kind: string): DeviceTable {
    return this.#kind(kind).devices;
  }

  /** Takes a record of a device; answers whether the hub had it already. */
  take(
    device: number,
    bytes: Uint8Array,
    record: RecordFacts,
    from: { readonly kind: string; readonly lane: 'live' | 'history'; readonly topic: number; readonly offset: number },
  ): boolean {
    const kind = from.lane === 'live' ? this.#kind(from.kind) : undefined;
    if (kind !== undefined) kind.clock = Math.max(kind.clock, record.receivedAt);
    const isKnown = this.seen.take(bytes, record, from, kind?.devices.recent.of(device));
    if (this.seen.hasAdded) this.log.add(bytes, record, this.seen.latest, kind?.devices.sourceOf(device));
    return isKnown;
  }

  /** Adds what was remembered of a record before; `kind` and `device` where it came on the live lane. */
  remember(id: RememberedId, of: { readonly kind: string; readonly device: number } | undefined): void {
    if (of === undefined) {
      this.seen.remember(id, undefined);
      return;
    }
    const kind = this.#kind(of.kind);
    kind.clock = Math.max(kind.clock, id.takenAt * 1_000);
    this.seen.remember(id, kind.devices.recent.of(of.device));
  }

  /** What was taken since the last call lasts. */
  merge(): void {
    this.seen.merge();
    if (this.seen.size > this.#sweepAt) this.#sweep();
  }

  /** What was taken since the last merge is forgotten. */
  drop(): void {
    this.seen.drop();
    this.log.drop();
  }

  #kind(name: string): KindMemory {
    const known = this.#kinds.get(name);
    if (known !== undefined) return known;
    const kind = { devices: new DeviceTable(), clock: 0 };
    this.#kinds.set(name, kind);
    return kind;
  }

  /** Forgets the ids of devices that fell silent: nothing else would, since a device's own next record never comes. */
  #sweep(): void {
    for (const { devices, clock } of this.#kinds.values())
      for (const device of devices.devices())
        this.seen.forgetBefore(devices.recent.of(device), clock - (HORIZON_SECONDS + SLACK_SECONDS) * 1_000);
    this.#sweepAt = Math.max(LEAST_SWEEP, 2 * this.seen.size);
  }
}
