import type { Placement } from './placement.js';
import { RecentIds } from './recent-ids.js';

/** Where the names of a record's source and device stand in its bytes. */
export interface DeviceName {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly deviceStart: number;
  readonly deviceEnd: number;
}

export interface DeviceNames {
  readonly source: string;
  readonly device: string;
}

/** As what a device's records are placed: key, fields and partition as they go out, and as long as which they do. */
export interface Placed extends Omit<Placement, 'place'> {
  readonly key: Uint8Array;
  /** The place's fields of a record at revision 0. */
  readonly fields: Uint8Array;
  readonly partition: number;
}

const LEAST_SLOTS = 16_384;
/** Of a slot: the hash of the names that have it, whose they are, and where that device's bytes begin. */
const [HASH, DEVICE, START, SLOT] = [0, 1, 2, 3];
/** Hash of an empty slot; a name whose hash it is has the next one. */
const EMPTY = 0;
/** Of a device: its slot, its source, how long its bytes are, and what holds for its place. */
const [AT, SOURCE, SOURCE_LENGTH, DEVICE_LENGTH, KEY_LENGTH, FIELDS_LENGTH] = [0, 1, 2, 3, 4, 5];
const [PARTITION, GENERATION, POINT, USED, FIGURES] = [6, 7, 8, 9, 10];
/** Of the record's own point: the place doesn't depend on it, depends on that there is none, or on which one it is. */
const [ANY_POINT, NO_POINT, THIS_POINT] = [0, 1, 2];
/** From when until when a device is placed the same, and the own point that its place depends on. */
const [FROM, UNTIL, LONGITUDE, LATITUDE, HOLDS] = [0, 1, 2, 3, 4];
/** The placement of a device that was never placed holds at no time. */
const NEVER = -1;
/** Slot of a number that no device has. */
const NOBODY = -1;
/** Bytes that the names and the place of a device are reckoned to have. */
const BYTES_PER_DEVICE = 128;
const decoder = new TextDecoder();

/**
 * The devices that send one kind of record, found by the bytes of their names: no text is made of them a record. A device
 * is a number: a city has hundreds of thousands, heard in any order, and objects would be as many looks into cold memory,
 * and for the garbage collector to go through. Figures stand in rows, and behind a device's names key and fields of its
 * last place.
 */
export class DeviceTable {
  /** The ids of each device's last records. */
  readonly recent = new RecentIds();
  /** By open addressing; half of them are empty. */
  #slots = new Int32Array(LEAST_SLOTS * SLOT);
  #rows = new Int32Array((LEAST_SLOTS / 2) * FIGURES);
  /** As long as which a device is placed the same. */
  #holds = new Float64Array((LEAST_SLOTS / 2) * HOLDS);
  /** Numbers given so far, those of devices that were forgotten, and how many are left. */
  #given = 0;
  #free: number[] = [];
  #size = 0;
  #bytes = Buffer.allocUnsafeSlow((LEAST_SLOTS / 2) * BYTES_PER_DEVICE);
  #end = 0;
  readonly #sources: string[] = [];
  readonly #sourceNumbers = new Map<string, number>();
  /** What `placementOf` answers, moved from device to device. */
  readonly #placement = {
    generation: NEVER,
    span: { from: 0, until: 0 },
    dependsOn: undefined as Placement['dependsOn'],
  };
  readonly #point = { longitude: 0, latitude: 0 };

  get size(): number {
    return this.#size;
  }

  /** The device of these names; begun where it is seen for the first time. Good until another name is asked for. */
  deviceOf(bytes: Uint8Array, name: DeviceName): number {
    const hash = hashOf(bytes, name);
    const slots = this.#slots;
    const mask = slots.length / SLOT - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const found = slots[slot * SLOT + HASH];
      if (found === EMPTY) break;
      if (found !== hash) continue;
      const device = slots[slot * SLOT + DEVICE] ?? 0;
      // where the bytes are doesn't come from the device: both are fetched at a time
      if (!this.#isNamed(device, slots[slot * SLOT + START] ?? 0, bytes, name)) continue;
      this.#rows[device * FIGURES + USED] = 1;
      return device;
    }
    return this.#begin(hash, bytes, name);
  }

  /** Their numbers. */
  *devices(): IterableIterator<number> {
    for (let device = 0; device < this.#given; device++) if (this.#figure(device, AT) !== NOBODY) yield device;
  }

  sourceOf(device: number): string {
    return this.#sources[this.#figure(device, SOURCE)] ?? '';
  }

  namesOf(device: number): DeviceNames {
    const start = this.#startOf(device) + this.#figure(device, SOURCE_LENGTH);
    const name = this.#bytes.subarray(start, start + this.#figure(device, DEVICE_LENGTH));
    return { source: this.sourceOf(device), device: decoder.decode(name) };
  }

  /** From now on the device's records are placed so. */
  place(device: number, { key, fields, partition, generation, span, dependsOn }: Placed): void {
    const [start, placeStart] = [this.#startOf(device), this.#placeStartOf(device)];
    if (key.length + fields.length > this.#figure(device, KEY_LENGTH) + this.#figure(device, FIELDS_LENGTH))
      this.#write(device, [this.#bytes.subarray(start, placeStart), key, fields]);
    else {
      this.#bytes.set(key, placeStart);
      this.#bytes.set(fields, placeStart + key.length);
    }
    const row = device * FIGURES;
    this.#rows[row + KEY_LENGTH] = key.length;
    this.#rows[row + FIELDS_LENGTH] = fields.length;
    this.#rows[row + PARTITION] = partition;
    this.#rows[row + GENERATION] = generation;
    this.#rows[row + POINT] = dependsOn === undefined ? ANY_POINT : dependsOn === null ? NO_POINT : THIS_POINT;
    const at = device * HOLDS;
    this.#holds[at + FROM] = span.from;
    this.#holds[at + UNTIL] = span.until;
    if (!dependsOn) return;
    this.#holds[at + LONGITUDE] = dependsOn.longitude;
    this.#holds[at + LATITUDE] = dependsOn.latitude;
  }

  /** As long as which its records are placed as the last one was. Good until another device is asked for. */
  placementOf(device: number): Omit<Placement, 'place'> {
    const placement = this.#placement;
    const [at, point] = [device * HOLDS, this.#figure(device, POINT)];
    placement.generation = this.#figure(device, GENERATION);
    placement.span.from = this.#holds[at + FROM] ?? 0;
    placement.span.until = this.#holds[at + UNTIL] ?? 0;
    placement.dependsOn = point === ANY_POINT ? undefined : point === NO_POINT ? null : this.#point;
    if (point !== THIS_POINT) return placement;
    this.#point.longitude = this.#holds[at + LONGITUDE] ?? 0;
    this.#point.latitude = this.#holds[at + LATITUDE] ?? 0;
    return placement;
  }

  /** The partition of records that are placed as the device's last one was. */
  partitionOf(device: number): number {
    return this.#figure(device, PARTITION);
  }

  /** Their key. Good until the device is placed otherwise. */
  keyOf(device: number): Uint8Array {
    const start = this.#placeStartOf(device);
    return this.#bytes.subarray(start, start + this.#figure(device, KEY_LENGTH));
  }

  /** The fields of their place, at revision 0; good as long. */
  fieldsOf(device: number): Uint8Array {
    const start = this.#placeStartOf(device) + this.#figure(device, KEY_LENGTH);
    return this.#bytes.subarray(start, start + this.#figure(device, FIELDS_LENGTH));
  }

  #figure(device: number, figure: number): number {
    return this.#rows[device * FIGURES + figure] ?? 0;
  }

  #startOf(device: number): number {
    return this.#slots[this.#figure(device, AT) * SLOT + START] ?? 0;
  }

  #placeStartOf(device: number): number {
    return this.#startOf(device) + this.#figure(device, SOURCE_LENGTH) + this.#figure(device, DEVICE_LENGTH);
  }

  #lengthOf(device: number): number {
    const nameLength = this.#figure(device, SOURCE_LENGTH) + this.#figure(device, DEVICE_LENGTH);
    return nameLength + this.#figure(device, KEY_LENGTH) + this.#figure(device, FIELDS_LENGTH);
  }

  #isNamed(device: number, start: number, bytes: Uint8Array, of: DeviceName): boolean {
    const sourceLength = this.#figure(device, SOURCE_LENGTH);
    const deviceLength = this.#figure(device, DEVICE_LENGTH);
    const { sourceStart, deviceStart } = of;
    if (of.sourceEnd - sourceStart !== sourceLength || of.deviceEnd - deviceStart !== deviceLength) return false;
    const own = this.#bytes;
    for (let i = 0; i < sourceLength; i++) if (own[start + i] !== bytes[sourceStart + i]) return false;
    const middle = start + sourceLength;
    for (let i = 0; i < deviceLength; i++) if (own[middle + i] !== bytes[deviceStart + i]) return false;
    return true;
  }

  #begin(hash: number, bytes: Uint8Array, name: DeviceName): number {
    if (this.#size * 2 * SLOT >= this.#slots.length) this.#makeRoom();
    const source = bytes.subarray(name.sourceStart, name.sourceEnd);
    const deviceName = bytes.subarray(name.deviceStart, name.deviceEnd);
    const device = this.#free.pop() ?? this.#given++;
    this.#size++;
    const row = device * FIGURES;
    this.#rows.fill(0, row, row + FIGURES);
    this.#rows[row + GENERATION] = NEVER;
    this.#rows[row + SOURCE] = this.#numberOf(decoder.decode(source));
    this.#index(hash, device);
    this.#write(device, [source, deviceName]);
    this.#rows[row + SOURCE_LENGTH] = source.length;
    this.#rows[row + DEVICE_LENGTH] = deviceName.length;
    return device;
  }

  #numberOf(source: string): number {
    const known = this.#sourceNumbers.get(source);
    if (known !== undefined) return known;
    this.#sourceNumbers.set(source, this.#sources.length);
    return this.#sources.push(source) - 1;
  }

  #index(hash: number, device: number): void {
    const mask = this.#slots.length / SLOT - 1;
    let slot = hash & mask;
    while (this.#slots[slot * SLOT + HASH] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot * SLOT + HASH] = hash;
    this.#slots[slot * SLOT + DEVICE] = device;
    this.#rows[device * FIGURES + AT] = slot;
  }

  /** Gives a device's bytes a place behind all others. */
  #write(device: number, parts: readonly Uint8Array[]): void {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (this.#end + length > this.#bytes.length) this.#tidy(length);
    this.#slots[this.#figure(device, AT) * SLOT + START] = this.#end;
    for (const part of parts) {
      this.#bytes.set(part, this.#end);
      this.#end += part.length;
    }
  }

  /** Leaves out the bytes that are nobody's any more, with room for twice the others and what is to come. */
  #tidy(more: number): void {
    let live = 0;
    for (const device of this.devices()) live += this.#lengthOf(device);
    const before = this.#bytes;
    this.#bytes = Buffer.allocUnsafeSlow(2 * (live + more));
    this.#end = 0;
    for (const device of this.devices()) {
      const start = this.#startOf(device);
      this.#write(device, [before.subarray(start, start + this.#lengthOf(device))]);
    }
  }

  /**
   * Forgets the devices that are idle and were not heard of since the last time (a name that comes once and never again is
   * not worth a place); grows where most of them stay.
   */
  #makeRoom(): void {
    const before = this.#slots;
    const staying: number[] = [];
    for (const device of this.devices())
      if (this.#figure(device, USED) !== 0 || this.recent.of(device).count > 0) staying.push(device);
      else this.#forget(device);
    this.#size = staying.length;
    const isHalfFull = this.#size * 4 * SLOT >= before.length;
    this.#slots = new Int32Array(before.length * (isHalfFull ? 2 : 1));
    if (isHalfFull) this.#widen(before.length / SLOT);
    for (const device of staying) {
      const old = this.#figure(device, AT) * SLOT;
      this.#index(before[old + HASH] ?? EMPTY, device);
      this.#slots[this.#figure(device, AT) * SLOT + START] = before[old + START] ?? 0;
      this.#rows[device * FIGURES + USED] = 0;
    }
  }

  #forget(device: number): void {
    this.#rows[device * FIGURES + AT] = NOBODY;
    this.#free.push(device);
  }

  #widen(devices: number): void {
    const [rows, holds] = [new Int32Array(devices * FIGURES), new Float64Array(devices * HOLDS)];
    rows.set(this.#rows);
    holds.set(this.#holds);
    this.#rows = rows;
    this.#holds = holds;
  }
}

/** FNV-1a over both names; never that of an empty slot. */
function hashOf(bytes: Uint8Array, { sourceStart, sourceEnd, deviceStart, deviceEnd }: DeviceName): number {
  let hash = 0x811c9dc5;
  for (let i = sourceStart; i < sourceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  for (let i = deviceStart; i < deviceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15) || 1;
}
