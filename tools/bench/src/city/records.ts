import { hash } from 'node:crypto';
import type { WireCodec } from '@naru/avro';
import { type HubFront, type Kind, kinds } from '@naru/contracts';
import { type RecordStream, type SourceName, noFaults, openStream, sources } from '@naru/simulator';
import type { Tile } from './tiles.js';

/** A record as its raw topic holds it. */
export interface RawRecord {
  readonly kind: Kind;
  readonly source: string;
  /** The device. */
  readonly key: string;
  readonly value: Buffer;
  readonly receivedAt: number;
}

/** The same on every machine and day: the records begin here. */
const start = Date.UTC(2026, 10, 1);
/** A city's gateways send so many records so often: 500 a second. */
const recordsPerTurn = 50;
const turnMs = 100;
/** What sources send twice. */
const shareOfDuplicates = 0.002;

/** What the contract has for fields that the simulator leaves out. */
const leftOut: Partial<Record<SourceName, object>> = { guards: { actor: null, message: '', attributes: {} } };

const kindBySource = new Map(
  Object.entries(sources).map(([source, { kind }]) => [
    source as SourceName,
    kinds.find((one) => `${one.domain}/${one.kind}` === kind),
  ]),
);

/** Raw topics that `rawRecords` fills. What the traffic desk reports is of no device, and left out. */
export const kindsSent: readonly Kind[] = [...kindBySource]
  .filter(([source]) => source !== 'traffic')
  .flatMap(([, kind]) => kind ?? []);

export interface Sending {
  readonly count: number;
  readonly codecOf: (kind: Kind) => Pick<WireCodec<HubFront>, 'encode'>;
  /** All that are sent by default. */
  readonly of?: Kind;
  /** Whether a few are sent twice; true by default. */
  readonly duplicates?: boolean;
}

/**
 * What the simulator's cities send, one gateway's turn after the other, as ingest would have written it. The same tiles
 * give the same records.
 */
export function* rawRecords(tiles: readonly Tile[], sending: Sending): IterableIterator<RawRecord> {
  const { count, codecOf, of, duplicates = true } = sending;
  const rates = { ...noFaults, duplicate: duplicates ? shareOfDuplicates : 0 };
  const streams = tiles.map((tile) => [tile, openStream(tile.city, start, rates)] as const);
  let made = 0;
  for (let now = start; made < count; now += turnMs)
    for (const [tile, stream] of streams)
      for (const record of turnOf(tile, stream, now, codecOf)) {
        if (made === count) return;
        if (of !== undefined && record.kind !== of) continue;
        made++;
        yield record;
      }
}

function* turnOf(
  { nameOf, sourceOf }: Tile,
  stream: RecordStream,
  now: number,
  codecOf: Sending['codecOf'],
): IterableIterator<RawRecord> {
  const bySource = Map.groupBy(stream.take(now, recordsPerTurn), ({ record }) => record.source);
  for (const [name, sent] of bySource) {
    const kind = kindBySource.get(name);
    if (kind === undefined || name === 'traffic') continue;
    const source = sourceOf(name);
    const scope = `${source}\0${kind.domain}/${kind.kind}\0`;
    for (const { record, bytes } of sent) {
      const device = nameOf(record.device);
      const value = {
        ...leftOut[name],
        ...record.fields,
        recordId: digest(`${scope}${device}\0${record.id}`),
        contentHash: digest(bytes),
        source,
        receivedAt: now,
        observedAt: record.observedAt,
        device,
        point: null,
        quality: 'good',
        lane: 'live' as const,
      };
      yield { kind, source, key: device, value: codecOf(kind).encode(value), receivedAt: now };
    }
  }
}

const digest = (content: string | Uint8Array): Buffer => hash('sha256', content, 'buffer').subarray(0, 16);
