import { isBlank, scanValue, skipBlanks } from './json-scan.js';

// A request holds one record, an array of them, or a line each. They are told apart before anything is parsed, so that
// each record's own bytes are known and a broken one costs only itself.

/** Where a record stands in a request. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  /** How deep its brackets nest. */
  readonly depth: number;
}

const comma = 0x2c;
const newline = 0x0a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;

/** Records of a request in JSON: the elements of an array, or the one value. White space and commas belong to none. */
export function splitJson(body: Uint8Array): Slice[] {
  const start = skipBlanks(body, afterByteOrderMark(body), body.length);
  if (start === body.length) return [];
  return body[start] === openBracket ? splitArray(body, start + 1) : [sliceOf(body, start, body.length)];
}

/** Records of a request with one a line (NDJSON). Empty lines hold none. */
export function splitLines(body: Uint8Array): Slice[] {
  const slices: Slice[] = [];
  for (let start = afterByteOrderMark(body); start < body.length;) {
    const found = body.indexOf(newline, start);
    const end = found === -1 ? body.length : found;
    const first = skipBlanks(body, start, end);
    if (first < end) slices.push(sliceOf(body, first, end));
    start = end + 1;
  }
  return slices;
}

function splitArray(body: Uint8Array, from: number): Slice[] {
  const slices: Slice[] = [];
  const resume = new Resumption(body);
  for (let at = skipBlanks(body, from, body.length); at < body.length; at = skipBlanks(body, at, body.length)) {
    if (body[at] === comma) {
      at++;
      continue;
    }
    if (body[at] === closeBracket) {
      const rest = skipBlanks(body, at + 1, body.length);
      if (rest < body.length) slices.push(sliceOf(body, rest, body.length));
      return slices;
    }
    const { end, depth, whole } = scanValue(body, at, body.length);
    if (whole && endsElement(body, end)) {
      slices.push({ start: at, end, depth });
      at = end;
      continue;
    }
    const next = resume.after(at);
    slices.push(sliceOf(body, at, next));
    at = next;
  }
  return slices;
}

/** Whether an array could go on, or end, behind a value that ends here. */
function endsElement(body: Uint8Array, end: number): boolean {
  const next = skipBlanks(body, end, body.length);
  return next === body.length || body[next] === comma || body[next] === closeBracket;
}

/**
 * Finds the way back after an element whose quotes or brackets don't match, and which would swallow its neighbours:
 * the next object behind a comma that is whole by itself and in its place. Where there is none, the element is all the
 * rest but the array's own closing bracket.
 */
class Resumption {
  /** What looking for the way back may cost in all (bytes looked at), so that rubbish can't make it quadratic. */
  #budget: number;

  constructor(private readonly body: Uint8Array) {
    this.#budget = 8 * body.length;
  }

  after(from: number): number {
    const { body } = this;
    for (let at = body.indexOf(comma, from + 1); at !== -1 && this.#budget > 0; at = body.indexOf(comma, at + 1)) {
      const next = skipBlanks(body, at + 1, body.length);
      if (body[next] !== openBrace) continue;
      const { end, whole } = scanValue(body, next, body.length);
      this.#budget -= end - next;
      if (whole && endsElement(body, end)) return at;
    }
    const last = lastByte(body, from, body.length);
    return body[last - 1] === closeBracket && last - 1 > from ? last - 1 : body.length;
  }
}

function sliceOf(body: Uint8Array, start: number, limit: number): Slice {
  const end = lastByte(body, start, limit);
  return { start, end, depth: scanValue(body, start, end).depth };
}

/** Behind the last byte before `limit` that isn't white space. */
function lastByte(body: Uint8Array, start: number, limit: number): number {
  let end = limit;
  while (end > start && isBlank(body[end - 1])) end--;
  return end;
}

const afterByteOrderMark = (body: Uint8Array): number =>
  body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? 3 : 0;
