import type { Position } from '../ground/streets.js';
import { toJson, type MadeRecord } from '../life/record.js';
import type { FaultKind } from './rates.js';

const dayMs = 86_400_000;

/** A record as it goes over the wire. */
export interface SentRecord {
  readonly record: MadeRecord;
  readonly fault: FaultKind | null;
  readonly bytes: Buffer;
}

const asBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

export const asItIs = (record: MadeRecord, fault: FaultKind | null = null): SentRecord => ({
  record,
  fault,
  bytes: asBytes(toJson(record)),
});

/** Whether this fault can happen to this record. */
export function canSpoil(fault: FaultKind, record: MadeRecord): boolean {
  switch (fault) {
    case 'wrong-unit':
    case 'not-finite':
      return record.source === 'meters' || record.source === 'air';
    case 'corrected':
    case 'unknown-asset':
      return record.source === 'bays';
    default:
      return true;
  }
}

/** The record with its fault. Its id stays in its bytes, so that what became of it can be told. */
export function spoil(
  fault: Exclude<FaultKind, 'duplicate' | 'corrected'>,
  record: MadeRecord,
  near: Position,
): SentRecord {
  const at = (observedAt: number): SentRecord => asItIs({ ...record, observedAt }, fault);
  const json = toJson(record);
  const as = (value: unknown): SentRecord => ({ record, fault, bytes: asBytes(value) });
  switch (fault) {
    case 'late':
      return at(record.observedAt - 90 * dayMs);
    case 'from-the-future':
      return at(record.observedAt + 2 * dayMs);
    case 'year-1970':
      return at(record.observedAt % dayMs);
    case 'malformed-json':
      return { record, fault, bytes: asBytes(json).subarray(0, -1) };
    case 'wrong-type':
      return as({ ...json, device: 4711 });
    case 'wrong-unit':
      return as({ ...json, unit: 'furlong' });
    case 'not-finite':
      return { record, fault, bytes: Buffer.from(JSON.stringify({ ...json, value: '@' }).replace('"@"', 'NaN')) };
    case 'swapped-coordinates':
      return as({ ...json, point: { longitude: near[1], latitude: near[0] } });
    case 'broken-utf8': {
      const bytes = asBytes({ ...json, quality: '?' });
      bytes[bytes.lastIndexOf('?')] = 0xff;
      return { record, fault, bytes };
    }
    case 'unknown-asset':
      return asItIs({ ...record, device: `X-${record.device}`, point: near }, fault);
  }
}
