import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { WireCodec } from '@naru/avro';
import { type HubDeadLetter, type HubFront, type HubQuarantinedRecord, isReason, kinds, topics } from '@naru/contracts';
import { SourceKeys, unknownSource } from '@naru/sealing';
import fc from 'fast-check';
import { compileRecord } from './adapters/record.from-json.js';
import { RecordWriter } from './adapters/record.to-wire.js';
import { SetAsideWriter } from './adapters/set-aside.to-wire.js';
import { type RequestFacts, createJudge } from './pipeline.js';

const now = Date.UTC(2026, 10, 22);
function given<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('There should be a value');
  return value;
}
const noRegistry = { schemaById: () => Promise.reject(new Error('not asked')) };
const sourceKeys = new SourceKeys(randomBytes(32));
sourceKeys.apply(unknownSource, sourceKeys.create(unknownSource, new Date(now)));
const deadLetters = new WireCodec<HubDeadLetter>(topics.hubDeadLetters.avro, 1, noRegistry);
const quarantine = new WireCodec<HubQuarantinedRecord>(topics.hubQuarantine.avro, 2, noRegistry);
const setAside = new SetAsideWriter('', sourceKeys, deadLetters, quarantine);

const judges = kinds.map((kind) => {
  const codec = new WireCodec<HubFront>(kind.raw.avro, 3, noRegistry);
  const desk = {
    name: `${kind.domain}/${kind.kind}`,
    latenessSeconds: kind.latenessSeconds,
    topics: { live: kind.raw, history: kind.rawHistory },
    read: compileRecord(kind),
    writer: new RecordWriter(kind, { live: codec, history: codec }),
  };
  const facts = { tenant: '', source: 's', clockSkewSeconds: 30, bounds: null, lane: 'live', receivedAt: now } as const;
  const judgeOf = (idempotencyKey: RequestFacts['idempotencyKey']) =>
    createJudge(desk, setAside, { ...facts, idempotencyKey });
  return { codec, judgeOf, judge: judgeOf(null) };
});

/** Something like a record of every kind at once, with anything in place of a field now and then. */
const value = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('occupied', 'kW', 'active-power', 'pm25', 'ug/m3', 7, 1.5) },
  fc.jsonValue({ maxDepth: 2 }),
);
const record = fc.record(
  {
    id: fc.oneof(fc.string(), value),
    device: fc.oneof({ weight: 3, arbitrary: fc.string({ minLength: 1 }) }, value),
    observedAt: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('2026-11-22T09:00:00+09:00', '1970-01-01T00:00:00Z') },
      value,
    ),
    point: fc.option(fc.record({ longitude: fc.double(), latitude: fc.double() })),
    quality: fc.string(),
    state: value,
    occupied: value,
    capacity: value,
    property: value,
    value,
    unit: value,
    activity: value,
    eventType: value,
    attributes: fc.dictionary(fc.string(), fc.string()),
  },
  { requiredKeys: [] },
);
const text = fc.oneof(record, fc.jsonValue()).map((json) => Buffer.from(JSON.stringify(json)));
const bytes = fc.oneof(
  text,
  fc.uint8Array().map((array) => Buffer.from(array)),
);

it('any bytes meet exactly one fate, by a reason of the contract, and what is written can be read', () => {
  fc.assert(
    fc.property(bytes, fc.nat({ max: 40 }), fc.integer({ min: 0, max: kinds.length - 1 }), (original, depth, at) => {
      const { judge, codec } = given(judges[at]);
      const { fate, reason, outgoing } = judge(original, depth, 0);
      const written = given(outgoing.value);
      if (fate === 'delivered') {
        expect(reason).toBeUndefined();
        expect(codec.decode(written)).toMatchObject({ source: 's', receivedAt: now, lane: 'live' });
        return;
      }
      expect(isReason(reason ?? '')).toBe(true);
      const aside = (fate === 'dead-lettered' ? deadLetters : quarantine).decode(written);
      const kept = { sealed: given(aside.sealed), sealKeyId: given(aside.sealKeyId) };
      expect(sourceKeys.open('s', kept).equals(original)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

it('the same record is named and hashed the same, whatever the order of its fields', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(['device', 'observedAt', 'occupied', 'capacity', 'point'], { minLength: 5 }),
      (order) => {
        const all = {
          device: 'G-1',
          observedAt: '2026-11-22T09:00:00+09:00',
          occupied: 3,
          capacity: 4,
          point: { longitude: 127, latitude: 37 },
        } as const;
        const shuffled = Object.fromEntries(order.map((name) => [name, all[name as keyof typeof all]]));
        const at = kinds.findIndex(({ kind }) => kind === 'counts');
        const { judge } = given(judges[at]);
        const judged = (json: object) => judge(Buffer.from(JSON.stringify(json)), 2, 0);
        expect(judged(shuffled).recordId).toEqual(judged(all).recordId);
        expect(judged(shuffled).outgoing.value).toEqual(judged(all).outgoing.value);
      },
    ),
  );
});

it('records with the same id have the same key, whatever else they say', () => {
  const { judgeOf } = given(judges[kinds.findIndex(({ kind }) => kind === 'counts')]);
  const name = fc.constantFrom('1', '2', undefined);
  const sent = fc.record({ device: fc.constantFrom('G-1', 'G-2'), id: name, occupied: fc.nat({ max: 2 }) });
  const sending = fc.record({ record: sent, key: fc.constantFrom('k', null), index: fc.nat({ max: 1 }) });
  fc.assert(
    fc.property(fc.array(sending, { minLength: 2 }), (all) => {
      const keyOf = new Map<string, string>();
      for (const { record, key, index } of all) {
        const bytes = Buffer.from(JSON.stringify({ ...record, observedAt: '2026-11-22T00:00:00Z', capacity: 9 }));
        const { recordId, outgoing } = judgeOf(key)(bytes, 2, index);
        const id = Buffer.from(given(recordId)).toString('hex');
        expect(keyOf.get(id) ?? outgoing.key).toBe(outgoing.key);
        keyOf.set(id, outgoing.key);
      }
    }),
  );
});
