import type { Placement } from './placement.js';
import { RecentIds } from './recent-ids.js';

/** Where the names of a record's source and device stand in its bytes. */
export interface DeviceName {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly deviceStart: number;
  readonly deviceEnd: number;
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
const [PARTITION, GENERATION, DEPENDS, USED, FIGURES] = [6, 7, 8, 9, 10];
const [FROM, UNTIL, INSTANTS] = [0, 1, 2];
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
 * last place, so that what a record needs lies side by side.
 */
export class DeviceTable {
  /** The ids of each device's last records. */
  readonly recent = new RecentIds();
  /** By open addressing; half of them are empty. */
  #slots = new Int32Array(LEAST_SLOTS * SLOT);
  #rows = new Int32Array((LEAST_SLOTS / 2) * FIGURES);
  /** As long as which a device is placed the same. */
  #spans = new Float64Array((LEAST_SLOTS / 2) * INSTANTS);
  /** The own points that places depend on; seldom any. */
  readonly #points = new Map<number, Placement['dependsOn']>();
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

  nameOf(device: number): string {
    const start = this.#startOf(device) + this.#figure(device, SOURCE_LENGTH);
    return decoder.decode(this.#bytes.subarray(start, start + this.#figure(device, DEVICE_LENGTH)));
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
    this.#rows[row + DEPENDS] = dependsOn === undefined ? 0 : 1;
    if (dependsOn === undefined) this.#points.delete(device);
    else this.#points.set(device, dependsOn);
    this.#spans[device * INSTANTS + FROM] = span.from;
    this.#spans[device * INSTANTS + UNTIL] = span.until;
  }

  /** As long as which its records are placed as the last one was. Good until another device is asked for. */
  placementOf(device: number): Omit<Placement, 'place'> {
    const placement = this.#placement;
    placement.generation = this.#figure(device, GENERATION);
    placement.span.from = this.#spans[device * INSTANTS + FROM] ?? 0;
    placement.span.until = this.#spans[device * INSTANTS + UNTIL] ?? 0;
    placement.dependsOn = this.#figure(device, DEPENDS) === 0 ? undefined : this.#points.get(device);
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
    const places = before.length / SLOT;
    const slots = places * (this.#size * 4 >= places ? 2 : 1);
    this.#slots = new Int32Array(slots * SLOT);
    if (slots > places) this.#widen(slots / 2);
    for (const device of staying) {
      const old = this.#figure(device, AT) * SLOT;
      this.#index(before[old + HASH] ?? EMPTY, device);
      this.#slots[this.#figure(device, AT) * SLOT + START] = before[old + START] ?? 0;
      this.#rows[device * FIGURES + USED] = 0;
    }
  }

  #forget(device: number): void {
    this.#rows[device * FIGURES + AT] = NOBODY;
    this.#points.delete(device);
    this.#free.push(device);
  }

  #widen(devices: number): void {
    const [rows, spans] = [new Int32Array(devices * FIGURES), new Float64Array(devices * INSTANTS)];
    rows.set(this.#rows);
    spans.set(this.#spans);
    this.#rows = rows;
    this.#spans = spans;
  }
}

/** FNV-1a over both names; never that of an empty slot. */
function hashOf(bytes: Uint8Array, { sourceStart, sourceEnd, deviceStart, deviceEnd }: DeviceName): number {
  let hash = 0x811c9dc5;
  for (let i = sourceStart; i < sourceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  for (let i = deviceStart; i < deviceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15) || 1;
}
