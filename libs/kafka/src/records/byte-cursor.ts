/**
 * Reads Kafka's numbers one after another, without an object or a BigInt a number.
 * Reading past the end gives zeros: whoever uses it has checked the length of the whole before.
 */
export class ByteCursor {
  constructor(
    public buffer: Buffer,
    public position = 0,
  ) {}

  /** A zigzag varint of at most 32 bits: lengths, counts, offset deltas. */
  varint(): number {
    const buffer = this.buffer;
    let position = this.position;
    let byte = buffer[position++] ?? 0;
    let raw = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = buffer[position++] ?? 0;
      raw |= (byte & 0x7f) << shift;
    }
    this.position = position;
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** A zigzag varint of up to 64 bits, exact within ±2^52: timestamp deltas, which pass 2^31 ms after 25 days. */
  varlong(): number {
    const buffer = this.buffer;
    let position = this.position;
    let byte = buffer[position++] ?? 0;
    let raw = byte & 0x7f;
    for (let scale = 128; byte > 0x7f; scale *= 128) {
      byte = buffer[position++] ?? 0;
      raw += (byte & 0x7f) * scale;
    }
    this.position = position;
    return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
  }

  skipVarint(): void {
    while ((this.buffer[this.position++] ?? 0) > 0x7f);
  }
}

/** Bytes of a 32-bit zigzag varint. */
export function varintLength(value: number): number {
  const raw = ((value << 1) ^ (value >> 31)) >>> 0;
  return raw < 0x80 ? 1 : raw < 0x4000 ? 2 : raw < 0x20_0000 ? 3 : raw < 0x1000_0000 ? 4 : 5;
}

/** Writes a 32-bit zigzag varint; answers the position behind it. */
export function writeVarint(buffer: Uint8Array, position: number, value: number): number {
  let raw = ((value << 1) ^ (value >> 31)) >>> 0;
  while (raw > 0x7f) {
    buffer[position++] = (raw & 0x7f) | 0x80;
    raw >>>= 7;
  }
  buffer[position++] = raw;
  return position;
}

/** Bytes of a zigzag varint within ±2^52. */
export function varlongLength(value: number): number {
  let raw = value < 0 ? -2 * value - 1 : 2 * value;
  let length = 1;
  for (; raw > 0x7f; raw = Math.floor(raw / 128)) length++;
  return length;
}

/** Writes a zigzag varint within ±2^52; answers the position behind it. */
export function writeVarlong(buffer: Uint8Array, position: number, value: number): number {
  let raw = value < 0 ? -2 * value - 1 : 2 * value;
  while (raw > 0x7f) {
    buffer[position++] = (raw % 128) | 0x80;
    raw = Math.floor(raw / 128);
  }
  buffer[position++] = raw;
  return position;
}

/** A big-endian 64-bit integer as a number: offsets and times, which stay within ±2^53. */
export function readInt64(buffer: Buffer, position: number): number {
  return buffer.readInt32BE(position) * 0x1_0000_0000 + buffer.readUInt32BE(position + 4);
}

export function writeInt64(buffer: Buffer, position: number, value: number): void {
  buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), position);
  buffer.writeUInt32BE(value - Math.floor(value / 0x1_0000_0000) * 0x1_0000_0000, position + 4);
}
