import { type Kind, domainFields, frontFields } from '@naru/contracts';
import { parseInstant } from '../domain/instant.js';
import type { Point, SentRecord } from '../domain/record.js';
import { Refusal } from '../domain/refusal.js';
import { type Take, compileField, isObject } from './field.from-json.js';

/** Reads a JSON value as a record of one kind. */
export type ReadRecord = (value: unknown) => SentRecord | Refusal;

// Ids and devices become keys and parts of hashes, so they are short and hold no control characters.
const nameShape = /^[^\p{Cc}]{1,256}$/u;
const notAnObject = new Refusal('wrong-type', 'a JSON object');
const badTimestamp = new Refusal('bad-timestamp', 'observedAt: ISO 8601 with an offset, as 2026-11-22T09:03:11+09:00');

/** Compiles the reading of a kind from the fields of its raw schema. What the hub makes itself is taken from nobody. */
export function compileRecord(kind: Kind): ReadRecord {
  const takePoint = compileField(frontField('point'));
  const takeQuality = compileField(frontField('quality'));
  const fields = domainFields(kind).map((field) => ({ name: field.name, take: compileField(field) }));
  const known = ['id', 'device', 'observedAt', 'point', 'quality', ...fields.map(({ name }) => name)];
  const knownNames = new Set(known);
  const unknownField = new Refusal('wrong-type', `no other fields than ${known.join(', ')}`);

  return function readRecord(value) {
    if (!isObject(value)) return notAnObject;
    const ownId = takeName(value, 'id', null);
    if (ownId instanceof Refusal) return ownId;
    const device = takeName(value, 'device', new Refusal('missing-field', 'device: text'));
    if (device instanceof Refusal) return device;
    const observedAt = takeInstant(value.observedAt);
    if (observedAt instanceof Refusal) return observedAt;
    const point = takePoint(value.point);
    if (point instanceof Refusal) return point;
    const quality = takeQuality(value.quality);
    if (quality instanceof Refusal) return quality;
    const taken = takeFields(value, fields);
    if (taken instanceof Refusal) return taken;
    if (Object.keys(value).some((name) => !knownNames.has(name))) return unknownField;
    return { ownId, device, observedAt, point: point as Point | null, quality: quality as string, fields: taken };
  };
}

/** What names a record that may be wrong in everything else; null where device or id are wrong themselves. */
export function readNames(value: unknown): Pick<SentRecord, 'device' | 'ownId'> | null {
  if (!isObject(value)) return null;
  const ownId = takeName(value, 'id', null);
  const device = takeName(value, 'device', null);
  return ownId instanceof Refusal || device instanceof Refusal || device === null ? null : { device, ownId };
}

function takeName<M>(
  value: Readonly<Record<string, unknown>>,
  field: 'id' | 'device',
  missing: M,
): string | Refusal | M {
  const name = value[field] ?? undefined;
  if (name === undefined) return missing;
  if (typeof name === 'string' && !name.isWellFormed()) return new Refusal('broken-utf8', `${field}: text in Unicode`);
  if (typeof name === 'string' && nameShape.test(name)) return name;
  return new Refusal('wrong-type', `${field}: text of 1 to 256 characters`);
}

function takeInstant(value: unknown): number | Refusal {
  if (value === undefined || value === null) return new Refusal('missing-field', badTimestamp.expected);
  return (typeof value === 'string' ? parseInstant(value) : undefined) ?? badTimestamp;
}

function takeFields(
  value: Readonly<Record<string, unknown>>,
  fields: readonly { readonly name: string; readonly take: Take }[],
): Record<string, unknown> | Refusal {
  const taken: Record<string, unknown> = {};
  for (const { name, take } of fields) {
    const field = take(value[name]);
    if (field instanceof Refusal) return field;
    taken[name] = field;
  }
  return taken;
}

function frontField(name: string) {
  const field = frontFields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`The common fields have no ${name}`);
  return field;
}
