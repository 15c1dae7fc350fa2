import type { TopicContract } from '@naru/contracts';
import { readJson } from './adapters/json-text.js';
import type { Outgoing } from './adapters/outgoing.js';
import { type ReadRecord, readNames } from './adapters/record.from-json.js';
import { type RecordWriter, hash128 } from './adapters/record.to-wire.js';
import type { SetAsideWriter } from './adapters/set-aside.to-wire.js';
import { type Bounds, judgePoint } from './domain/coordinates.js';
import { type Name, type Scope, recordIdOf } from './domain/identity.js';
import { qualityOf } from './domain/quality.js';
import type { SentRecord } from './domain/record.js';
import { Refusal } from './domain/refusal.js';
import { type Lane, judgeTime } from './domain/timing.js';
import { judgeUnit } from './domain/units.js';

/** How records of one kind are taken. */
export interface KindDesk {
  /** '<domain>/<kind>'. */
  readonly name: string;
  readonly latenessSeconds: number;
  readonly topics: Readonly<Record<Lane, TopicContract>>;
  readonly read: ReadRecord;
  readonly writer: RecordWriter;
}

/** What all records of one request have in common. */
export interface RequestFacts {
  readonly tenant: string;
  readonly source: string;
  readonly clockSkewSeconds: number;
  readonly bounds: Bounds | null;
  readonly lane: Lane;
  /** ms since 1970: stamped once, here. */
  readonly receivedAt: number;
  readonly idempotencyKey: string | null;
  /** Of a record that comes back. */
  readonly returned?: Return;
  readonly headers?: NonNullable<Outgoing['headers']>;
}

/** A record that was set aside comes back. */
export interface Return {
  /** 1 with the first return. */
  readonly attempt: number;
  /** The id that it had, where that is still its own. */
  readonly recordId: Uint8Array | null;
  /** Whether it goes on in spite of the time it was seen at. */
  readonly isRelease: boolean;
}

/** What became of one record: the answer's line for it, and what goes to Kafka. */
export interface Judged {
  readonly fate: 'delivered' | 'quarantined' | 'dead-lettered';
  readonly reason?: string;
  readonly expected?: string;
  readonly recordId: Uint8Array | null;
  readonly outgoing: Outgoing;
}

/** Kafka takes a batch up to 1 MiB by default: a value leaves this much for everything around it (bytes). */
const largestValue = 1_048_576 - 2_048;
const tooLarge = new Refusal('too-large', `at most ${largestValue} bytes as Avro`);

/** Judges each record of a request alone: dead letter, quarantine, or its raw topic. */
export const createJudge = (desk: KindDesk, setAside: SetAsideWriter, request: RequestFacts) => {
  const scope: Scope = { tenant: request.tenant, source: request.source, kind: desk.name };
  const { receivedAt, lane, source, headers, returned } = request;
  const attempt = returned?.attempt ?? 0;
  const rules = { lane, latenessSeconds: desk.latenessSeconds, clockSkewSeconds: request.clockSkewSeconds };

  function asDeadLetter(
    original: Buffer,
    refusal: Refusal,
    recordId: Uint8Array | null,
    observedAt: number | null,
  ): Judged {
    const { reason, expected } = refusal;
    const known = { fate: 'dead-lettered', reason, expected, recordId } as const;
    const letter = { ...known, source, kind: desk.name, lane, receivedAt, observedAt, attempt, original };
    return { ...known, outgoing: setAside.write(letter, headers) };
  }

  return function judgeRecord(original: Buffer, depth: number, index: number): Judged {
    const json = readJson(original, depth);
    const sent = json.refusal ?? desk.read(json.value);
    if (sent instanceof Refusal) {
      const name = nameOfUnread(readNames(json.value), request.idempotencyKey, index);
      return asDeadLetter(original, sent, returned?.recordId ?? (name && recordIdOf(scope, name, hash128)), null);
    }
    const quality = qualityOf(sent);
    const record = quality === sent.quality ? sent : { ...sent, quality };
    const contentHash = desk.writer.contentHash(record);
    const recordId =
      returned?.recordId ?? recordIdOf(scope, nameOf(record, contentHash, request.idempotencyKey, index), hash128);
    const refusal = judgePlaceAndUnit(desk.name, record, request.bounds);
    if (refusal !== undefined) return asDeadLetter(original, refusal, recordId, record.observedAt);
    const caution = returned?.isRelease === true ? undefined : judgeTime(record.observedAt, receivedAt, rules);
    if (caution !== undefined) {
      const known = { fate: 'quarantined', ...caution, recordId } as const;
      const { observedAt } = record;
      const aside = { ...known, source, kind: desk.name, lane, receivedAt, observedAt, attempt, original };
      return { ...known, outgoing: setAside.write(aside, headers) };
    }
    const value = desk.writer.encode(record, { recordId, contentHash, source, receivedAt, lane });
    if (value.length > largestValue) return asDeadLetter(original, tooLarge, recordId, record.observedAt);
    const raw = { topic: desk.topics[lane], key: record.device, value, timestamp: receivedAt };
    return { fate: 'delivered', recordId, outgoing: headers === undefined ? raw : { ...raw, headers } };
  };
};

function judgePlaceAndUnit(kind: string, { point, fields }: SentRecord, bounds: Bounds | null): Refusal | undefined {
  return (point === null ? undefined : judgePoint(point, bounds)) ?? judgeUnit(kind, fields);
}

function nameOf(record: SentRecord, contentHash: Uint8Array, idempotencyKey: string | null, index: number): Name {
  const { device, observedAt } = record;
  return nameOfUnread(record, idempotencyKey, index) ?? { device, observedAt, contentHash };
}

/** Null where a name would need what could not be read: a record that is mended gets the name that a new one gets. */
function nameOfUnread(
  names: Pick<SentRecord, 'device' | 'ownId'> | null,
  idempotencyKey: string | null,
  index: number,
): Name | null {
  if (names === null) return null;
  const { device, ownId } = names;
  if (ownId !== null) return { device, ownId };
  return idempotencyKey === null ? null : { device, idempotencyKey, index };
}
