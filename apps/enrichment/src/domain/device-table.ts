/** Where the names of a record's source and device stand in its bytes. */
export interface DeviceName {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly deviceStart: number;
  readonly deviceEnd: number;
}

const LEAST_PLACES = 16_384;
const NONE = -1;
/** What is known of a row, side by side: one look into memory. The device's name stands behind the source's. */
const [HASH, NAME_START, SOURCE_LENGTH, DEVICE_LENGTH, FIGURES] = [0, 1, 2, 3, 4];
/** Bytes that names are reckoned to have. */
const BYTES_PER_NAME = 24;
const decoder = new TextDecoder();

/**
 * What is kept of each device, found by the bytes of its name: no text is made of it a record. A city has hundreds of
 * thousands, heard in any order: the way to each leads through dense arrays, which caches hold and no collector visits.
 */
export class DeviceTable<S extends object> {
  /** Row by hash, with open addressing; half of it is empty. */
  #places = new Int32Array(LEAST_PLACES).fill(NONE);
  #figures = new Int32Array((LEAST_PLACES / 2) * FIGURES);
  #names = new Uint8Array((LEAST_PLACES / 2) * BYTES_PER_NAME);
  #namesEnd = 0;
  #slots: S[] = [];
  /** Again, since room was made last: a name that comes once and never again is not worth a place. */
  #wasUsed = new Uint8Array(LEAST_PLACES / 2);

  /** `create`: what is kept of a device seen for the first time. `isIdle`: whether it may be forgotten again. */
  constructor(
    private readonly create: (source: string, device: string) => S,
    private readonly isIdle: (slot: S) => boolean,
  ) {}

  get size(): number {
    return this.#slots.length;
  }

  slotOf(bytes: Uint8Array, name: DeviceName): S {
    const hash = hashOf(bytes, name);
    const mask = this.#places.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const row = this.#places[at] ?? NONE;
      if (row === NONE) break;
      const slot = this.#slots[row];
      if (slot === undefined || !this.#isNamed(row, hash, bytes, name)) continue;
      this.#wasUsed[row] = 1;
      return slot;
    }
    if (this.size * 2 >= this.#places.length) this.#makeRoom();
    const source = bytes.subarray(name.sourceStart, name.sourceEnd);
    const device = bytes.subarray(name.deviceStart, name.deviceEnd);
    const slot = this.create(decoder.decode(source), decoder.decode(device));
    this.#add(hash, source, device, slot);
    return slot;
  }

  slots(): Iterable<S> {
    return this.#slots;
  }

  #isNamed(row: number, hash: number, bytes: Uint8Array, of: DeviceName): boolean {
    const at = row * FIGURES;
    const figures = this.#figures;
    const { sourceStart, deviceStart } = of;
    const sourceLength = of.sourceEnd - sourceStart;
    const deviceLength = of.deviceEnd - deviceStart;
    if (figures[at + HASH] !== hash) return false;
    if (figures[at + SOURCE_LENGTH] !== sourceLength || figures[at + DEVICE_LENGTH] !== deviceLength) return false;
    const names = this.#names;
    const start = figures[at + NAME_START] ?? 0;
    for (let i = 0; i < sourceLength; i++) if (names[start + i] !== bytes[sourceStart + i]) return false;
    const middle = start + sourceLength;
    for (let i = 0; i < deviceLength; i++) if (names[middle + i] !== bytes[deviceStart + i]) return false;
    return true;
  }

  #add(hash: number, source: Uint8Array, device: Uint8Array, slot: S): void {
    const row = this.#slots.push(slot) - 1;
    const mask = this.#places.length - 1;
    let at = hash & mask;
    while (this.#places[at] !== NONE) at = (at + 1) & mask;
    this.#places[at] = row;
    const start = this.#namesEnd;
    const middle = start + source.length;
    this.#namesEnd = middle + device.length;
    if (this.#namesEnd > this.#names.length) this.#growNames();
    this.#names.set(source, start);
    this.#names.set(device, middle);
    this.#figures.set([hash, start, source.length, device.length], row * FIGURES);
  }

  #growNames(): void {
    const wider = new Uint8Array(this.#namesEnd * 2);
    wider.set(this.#names);
    this.#names = wider;
  }

  /** Forgets the devices that are idle and were not heard of since the last time; grows where most of them stay. */
  #makeRoom(): void {
    const [figures, names, slots, wasUsed] = [this.#figures, this.#names, this.#slots, this.#wasUsed];
    const stays = (slot: S, row: number): boolean => wasUsed[row] === 1 || !this.isIdle(slot);
    const isCrowded = slots.filter(stays).length * 4 >= this.#places.length;
    const places = this.#places.length * (isCrowded ? 2 : 1);
    this.#places = new Int32Array(places).fill(NONE);
    this.#figures = new Int32Array((places / 2) * FIGURES);
    this.#names = new Uint8Array((places / 2) * BYTES_PER_NAME);
    this.#wasUsed = new Uint8Array(places / 2);
    this.#slots = [];
    this.#namesEnd = 0;
    for (const [row, slot] of slots.entries()) {
      if (!stays(slot, row)) continue;
      const [hash = 0, start = 0, sourceLength = 0, deviceLength = 0] = figures.subarray(row * FIGURES);
      const middle = start + sourceLength;
      this.#add(hash, names.subarray(start, middle), names.subarray(middle, middle + deviceLength), slot);
    }
  }
}

/** FNV-1a over both names. */
function hashOf(bytes: Uint8Array, { sourceStart, sourceEnd, deviceStart, deviceEnd }: DeviceName): number {
  let hash = 0x811c9dc5;
  for (let i = sourceStart; i < sourceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  for (let i = deviceStart; i < deviceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
