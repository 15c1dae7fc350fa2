import { isUtf8 } from 'node:buffer';
import { withoutNotFinite } from '../domain/not-finite.js';
import { Refusal } from '../domain/refusal.js';

/** What a record's bytes say. A refused one may still be readable enough to know its id. */
export interface ReadJson {
  readonly value: unknown;
  readonly refusal?: Refusal;
}

/** Records nest two deep; sources with structures of their own put them into `attributes` as text. */
const deepest = 32;
/** A record is refused alone beyond this (bytes). */
export const largestRecord = 1_048_576;

/** Reads the bytes of one record as JSON. */
export function readJson(bytes: Buffer, depth: number): ReadJson {
  if (bytes.length > largestRecord) return refuse('too-large', `at most ${largestRecord} bytes a record`);
  if (!isUtf8(bytes)) return refuse('broken-utf8', 'text in UTF-8');
  if (depth > deepest) return refuse('too-deep', `at most ${deepest} levels of arrays and objects`);
  const text = bytes.toString('utf8');
  try {
    return { value: JSON.parse(text) };
  } catch {
    return readLoosely(text);
  }
}

function readLoosely(text: string): ReadJson {
  const finite = withoutNotFinite(text);
  if (finite !== undefined) {
    try {
      const value: unknown = JSON.parse(finite);
      return { value, refusal: new Refusal('not-finite', 'finite numbers; leave out what was not measured') };
    } catch {
      // there is more that isn't JSON in it
    }
  }
  return refuse('malformed-json', 'one JSON object');
}

const refuse = (reason: Refusal['reason'], expected: string): ReadJson => ({
  value: undefined,
  refusal: new Refusal(reason, expected),
});
