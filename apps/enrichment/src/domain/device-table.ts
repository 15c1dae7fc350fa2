import { DeviceMemory, type Placed } from './device-memory.js';
import { always } from './span.js';

/** Where the names of a record's source and device stand in its bytes. */
export interface DeviceName {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly deviceStart: number;
  readonly deviceEnd: number;
}

const LEAST_PLACES = 16_384;
/** Of a place: the hash of who has it, and where its bytes begin (its source's name, its own, key and fields of its place). */
const [HASH, START, FIGURES] = [0, 1, 2];
/** Hash of an empty place; a name whose hash it is has the next one. */
const NONE = 0;
/** Bytes that the names and the place of a device are reckoned to have. */
const BYTES_PER_DEVICE = 128;
const decoder = new TextDecoder();

/**
 * The devices that send one kind of record, found by the bytes of their names: no text is made of them a record. Behind a
 * device's names stand key and fields of its last place, so that what a record needs lies side by side.
 */
export class DeviceTable {
  /** By open addressing, at the same places; half of them are empty. */
  #figures = new Int32Array(LEAST_PLACES * FIGURES);
  #devices: (DeviceMemory | undefined)[] = Array<undefined>(LEAST_PLACES).fill(undefined);
  #size = 0;
  #bytes = Buffer.allocUnsafeSlow((LEAST_PLACES / 2) * BYTES_PER_DEVICE);
  #end = 0;
  /** One text for all devices of a source. */
  readonly #sources = new Map<string, string>();
  /** Of the place that was given last: most devices are placed as long as each other, and one object for all stays at hand. */
  #span = always;

  get size(): number {
    return this.#size;
  }

  /** What is kept of a device; begun where it is seen for the first time. */
  deviceOf(bytes: Uint8Array, name: DeviceName): DeviceMemory {
    const hash = hashOf(bytes, name);
    const mask = this.#devices.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const found = this.#figures[at * FIGURES + HASH];
      if (found === NONE) break;
      if (found !== hash) continue;
      const device = this.#devices[at];
      // where the bytes are doesn't come from the device: both are fetched at a time
      const start = this.#figures[at * FIGURES + START] ?? 0;
      if (device === undefined || !this.#isNamed(device, start, bytes, name)) continue;
      device.wasUsed = true;
      return device;
    }
    if (this.#size * 2 >= this.#devices.length) this.#makeRoom();
    const sourceName = bytes.subarray(name.sourceStart, name.sourceEnd);
    const deviceName = bytes.subarray(name.deviceStart, name.deviceEnd);
    const device = new DeviceMemory(this.#sourceOf(decoder.decode(sourceName)), decoder.decode(deviceName));
    this.#index(hash, device);
    this.#size++;
    this.#write(device, [sourceName, deviceName]);
    device.sourceLength = sourceName.length;
    device.deviceLength = deviceName.length;
    return device;
  }

  *devices(): IterableIterator<DeviceMemory> {
    for (const device of this.#devices) if (device !== undefined) yield device;
  }

  /** From now on the device's records are placed so. */
  place(device: DeviceMemory, { key, fields, partition, generation, span, dependsOn }: Placed): void {
    const [start, placeStart] = [this.#startOf(device), this.#placeStartOf(device)];
    if (key.length + fields.length > device.keyLength + device.fieldsLength)
      this.#write(device, [this.#bytes.subarray(start, placeStart), key, fields]);
    else {
      this.#bytes.set(key, placeStart);
      this.#bytes.set(fields, placeStart + key.length);
    }
    device.keyLength = key.length;
    device.fieldsLength = fields.length;
    device.partition = partition;
    device.generation = generation;
    if (span.from !== this.#span.from || span.until !== this.#span.until) this.#span = span;
    device.span = this.#span;
    device.dependsOn = dependsOn;
  }

  /** The key of records that are placed as the device's last one was. Good until the device is placed otherwise. */
  keyOf(device: DeviceMemory): Uint8Array {
    const start = this.#placeStartOf(device);
    return this.#bytes.subarray(start, start + device.keyLength);
  }

  /** The fields of their place, at revision 0; good as long. */
  fieldsOf(device: DeviceMemory): Uint8Array {
    const start = this.#placeStartOf(device) + device.keyLength;
    return this.#bytes.subarray(start, start + device.fieldsLength);
  }

  #startOf({ at }: DeviceMemory): number {
    return this.#figures[at * FIGURES + START] ?? 0;
  }

  #placeStartOf(device: DeviceMemory): number {
    return this.#startOf(device) + device.sourceLength + device.deviceLength;
  }

  #isNamed(device: DeviceMemory, start: number, bytes: Uint8Array, of: DeviceName): boolean {
    const { sourceLength, deviceLength } = device;
    const { sourceStart, deviceStart } = of;
    if (of.sourceEnd - sourceStart !== sourceLength || of.deviceEnd - deviceStart !== deviceLength) return false;
    const own = this.#bytes;
    for (let i = 0; i < sourceLength; i++) if (own[start + i] !== bytes[sourceStart + i]) return false;
    const middle = start + sourceLength;
    for (let i = 0; i < deviceLength; i++) if (own[middle + i] !== bytes[deviceStart + i]) return false;
    return true;
  }

  #sourceOf(name: string): string {
    const known = this.#sources.get(name);
    if (known === undefined) this.#sources.set(name, name);
    return known ?? name;
  }

  #index(hash: number, device: DeviceMemory): void {
    const mask = this.#devices.length - 1;
    let at = hash & mask;
    while (this.#devices[at] !== undefined) at = (at + 1) & mask;
    this.#figures[at * FIGURES + HASH] = hash;
    this.#devices[at] = device;
    device.at = at;
  }

  /** Gives a device's bytes a place behind all others. */
  #write(device: DeviceMemory, parts: readonly Uint8Array[]): void {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    if (this.#end + length > this.#bytes.length) this.#tidy(length);
    this.#figures[device.at * FIGURES + START] = this.#end;
    for (const part of parts) {
      this.#bytes.set(part, this.#end);
      this.#end += part.length;
    }
  }

  /** Leaves out the bytes that are nobody's any more, with room for twice the others and what is to come. */
  #tidy(more: number): void {
    let live = 0;
    for (const device of this.devices()) live += lengthOf(device);
    const before = this.#bytes;
    this.#bytes = Buffer.allocUnsafeSlow(2 * (live + more));
    this.#end = 0;
    for (const device of this.devices())
      this.#write(device, [before.subarray(this.#startOf(device), this.#startOf(device) + lengthOf(device))]);
  }

  /** Forgets the devices that are idle and were not heard of since the last time; grows where most of them stay. */
  #makeRoom(): void {
    const [figures, devices] = [this.#figures, this.#devices];
    const stays = ({ wasUsed, count }: DeviceMemory): boolean => wasUsed || count > 0;
    this.#size = 0;
    for (const device of devices) if (device !== undefined && stays(device)) this.#size++;
    const places = devices.length * (this.#size * 4 >= devices.length ? 2 : 1);
    this.#figures = new Int32Array(places * FIGURES);
    this.#devices = Array<undefined>(places).fill(undefined);
    for (const device of devices) {
      if (device === undefined || !stays(device)) continue;
      const [hash = NONE, start = 0] = figures.subarray(device.at * FIGURES);
      this.#index(hash, device);
      this.#figures[device.at * FIGURES + START] = start;
      device.wasUsed = false;
    }
  }
}

const lengthOf = ({ sourceLength, deviceLength, keyLength, fieldsLength }: DeviceMemory): number =>
  sourceLength + deviceLength + keyLength + fieldsLength;

/** FNV-1a over both names; never that of an empty place. */
function hashOf(bytes: Uint8Array, { sourceStart, sourceEnd, deviceStart, deviceEnd }: DeviceName): number {
  let hash = 0x811c9dc5;
  for (let i = sourceStart; i < sourceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  for (let i = deviceStart; i < deviceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15) || 1;
}
