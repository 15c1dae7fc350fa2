/** Where the names of a record's source and device stand in its bytes. */
export interface DeviceName {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly deviceStart: number;
  readonly deviceEnd: number;
}

interface Entry<S> {
  readonly hash: number;
  /** Source and device, one behind the other. */
  readonly name: Uint8Array;
  readonly sourceLength: number;
  readonly slot: S;
  /** Again, since room was made last: a name that comes once and never again is not worth a place. */
  wasUsed: boolean;
}

const LEAST_PLACES = 16_384;
const decoder = new TextDecoder();

/** What is kept of each device, found by the bytes of its name: no text is made of it a record. */
export class DeviceTable<S> {
  #places: (Entry<S> | undefined)[] = emptyPlaces(LEAST_PLACES);
  #size = 0;

  /** `create`: what is kept of a device seen for the first time. `isIdle`: whether it may be forgotten again. */
  constructor(
    private readonly create: (source: string, device: string) => S,
    private readonly isIdle: (slot: S) => boolean,
  ) {}

  get size(): number {
    return this.#size;
  }

  slotOf(bytes: Uint8Array, name: DeviceName): S {
    const hash = hashOf(bytes, name);
    const mask = this.#places.length - 1;
    let at = hash & mask;
    for (let entry = this.#places[at]; entry !== undefined; at = (at + 1) & mask, entry = this.#places[at])
      if (entry.hash === hash && isNamed(entry, bytes, name)) {
        entry.wasUsed = true;
        return entry.slot;
      }
    if (this.#size * 2 >= this.#places.length) {
      this.#makeRoom();
      return this.slotOf(bytes, name);
    }
    const entry = this.#entryFor(bytes, name, hash);
    this.#places[at] = entry;
    this.#size++;
    return entry.slot;
  }

  *slots(): IterableIterator<S> {
    for (const entry of this.#places) if (entry !== undefined) yield entry.slot;
  }

  /** Forgets the devices that are idle and were not heard of since the last time; grows where most of them stay. */
  #makeRoom(): void {
    const busy = this.#places.filter(
      (entry) => entry?.wasUsed === true || (entry && !this.isIdle(entry.slot)),
    ) as Entry<S>[];
    const isCrowded = busy.length * 4 >= this.#places.length;
    this.#places = emptyPlaces(this.#places.length * (isCrowded ? 2 : 1));
    this.#size = busy.length;
    const mask = this.#places.length - 1;
    for (const entry of busy) {
      let at = entry.hash & mask;
      while (this.#places[at] !== undefined) at = (at + 1) & mask;
      this.#places[at] = entry;
      entry.wasUsed = false;
    }
  }

  #entryFor(bytes: Uint8Array, name: DeviceName, hash: number): Entry<S> {
    const source = bytes.subarray(name.sourceStart, name.sourceEnd);
    const device = bytes.subarray(name.deviceStart, name.deviceEnd);
    const whole = new Uint8Array(source.length + device.length);
    whole.set(source);
    whole.set(device, source.length);
    const slot = this.create(decoder.decode(source), decoder.decode(device));
    return { hash, name: whole, sourceLength: source.length, slot, wasUsed: false };
  }
}

const emptyPlaces = <S>(length: number): (Entry<S> | undefined)[] =>
  new Array<Entry<S> | undefined>(length).fill(undefined);

function isNamed<S>({ name, sourceLength }: Entry<S>, bytes: Uint8Array, of: DeviceName): boolean {
  if (sourceLength !== of.sourceEnd - of.sourceStart) return false;
  if (name.length - sourceLength !== of.deviceEnd - of.deviceStart) return false;
  for (let i = 0; i < sourceLength; i++) if (name[i] !== bytes[of.sourceStart + i]) return false;
  for (let i = sourceLength; i < name.length; i++)
    if (name[i] !== bytes[of.deviceStart + i - sourceLength]) return false;
  return true;
}

/** FNV-1a over both names. */
function hashOf(bytes: Uint8Array, { sourceStart, sourceEnd, deviceStart, deviceEnd }: DeviceName): number {
  let hash = 0x811c9dc5;
  for (let i = sourceStart; i < sourceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  for (let i = deviceStart; i < deviceEnd; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
