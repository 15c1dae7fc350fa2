import { hash } from 'node:crypto';
import { type WireCodec, avroType, selectFields } from '@naru/avro';
import type { HubFront, Kind } from '@naru/contracts';
import { type Hash128, contentHashOf } from '../domain/identity.js';
import type { SentRecord } from '../domain/record.js';
import type { Lane } from '../domain/timing.js';

/** By way of hexadecimal digits, which Node hands out three times as fast as bytes. */
export const hash128: Hash128 = (content) => Buffer.from(hash('sha256', content, 'hex').slice(0, 32), 'hex');

/** What the hub adds to a record. */
export interface Stamp {
  readonly recordId: Uint8Array;
  readonly contentHash: Uint8Array;
  readonly source: string;
  /** ms since 1970, UTC. */
  readonly receivedAt: number;
  readonly lane: Lane;
}

const asBuffer = (bytes: Uint8Array): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes));

/** What the hub makes itself: no part of what was observed. */
const hubMade = new Set(['recordId', 'contentHash', 'source', 'receivedAt', 'lane']);

/** Hashes and writes records of one kind; one codec a lane. */
export class RecordWriter {
  readonly #content;

  constructor(
    kind: Kind,
    private readonly codecs: Readonly<Record<Lane, Pick<WireCodec<HubFront>, 'encode'>>>,
  ) {
    this.#content = avroType(selectFields(kind.raw.avro, ({ name }) => !hubMade.has(name)));
  }

  contentHash({ observedAt, device, point, quality, fields }: SentRecord): Uint8Array {
    return contentHashOf(this.#content.toBuffer({ observedAt, device, point, quality, ...fields }), hash128);
  }

  /** The record as its raw topic takes it. */
  encode({ observedAt, device, point, quality, fields }: SentRecord, stamp: Stamp): Buffer {
    const { source, receivedAt, lane } = stamp;
    const value = {
      ...fields,
      recordId: asBuffer(stamp.recordId),
      contentHash: asBuffer(stamp.contentHash),
      source,
      receivedAt,
      observedAt,
      device,
      point,
      quality,
      lane,
    };
    return this.codecs[lane].encode(value);
  }
}
