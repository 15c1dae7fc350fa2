// A scan of JSON by its structure alone: strings, brackets, commas. It looks at bytes, so what is not valid UTF-8
// inside a string does not disturb it, and it never recurses, so depth costs nothing.

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;

/** Kinds of bracket are remembered this deep; whatever nests deeper is refused for its depth anyway. */
const remembered = 256;
const opened = new Uint8Array(remembered);

export interface Scanned {
  /** Behind the last byte of the value; of a broken one, where the scan gave up. */
  end: number;
  /** How deep arrays and objects nest: 0 for a plain value. */
  depth: number;
  /** False where a string or bracket isn't closed, or another bracket closes than was opened. */
  whole: boolean;
}

export const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** The first position from `from` that isn't white space. */
export function skipBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

/** Scans the value that begins at `from`, which is no white space. */
export function scanValue(bytes: Uint8Array, from: number, end: number): Scanned {
  let depth = 0;
  let deepest = 0;
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      at = endOfString(bytes, at, end);
      if (at === end) return { end, depth: deepest, whole: false };
    } else if (byte === openBrace || byte === openBracket) {
      if (depth < remembered) opened[depth] = byte;
      if (++depth > deepest) deepest = depth;
      continue;
    } else if (byte === closeBrace || byte === closeBracket) {
      if (depth === 0) return { end: at, depth: deepest, whole: at > from };
      depth--;
      // an opening bracket stands two before its closing one in ASCII
      if (depth < remembered && opened[depth] !== byte - 2) return { end: at, depth: deepest, whole: false };
    } else if (depth > 0) {
      continue;
    } else if (byte === comma || isBlank(byte)) {
      return { end: at, depth: deepest, whole: true };
    } else {
      continue;
    }
    if (depth === 0) return { end: at + 1, depth: deepest, whole: true };
  }
  return { end, depth: deepest, whole: depth === 0 };
}

/** Position of the closing quote, or `end`. */
function endOfString(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) {
    if (bytes[at] === backslash) at++;
    else if (bytes[at] === quote) return at;
  }
  return end;
}
