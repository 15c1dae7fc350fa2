import fc from 'fast-check';
import type { MobilityRawEvent } from '@naru/contracts';

const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
const instant = fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 });
const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((string) => string.isWellFormed());
const count = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

/** Any raw event of mobility: the front, and fields of most kinds after it. */
export const rawEvent: fc.Arbitrary<MobilityRawEvent> = fc.record({
  recordId: id,
  contentHash: id,
  source: text,
  receivedAt: instant,
  observedAt: instant,
  device: text,
  point: fc.option(fc.record({ longitude: fc.double({ noNaN: true }), latitude: fc.double({ noNaN: true }) })),
  quality: text,
  lane: fc.constantFrom('live', 'history'),
  eventType: text,
  severity: text,
  casualties: count,
  vehicles: count,
  description: text,
  attributes: fc.dictionary(text, text, { maxKeys: 5, noNullPrototype: true }),
});
