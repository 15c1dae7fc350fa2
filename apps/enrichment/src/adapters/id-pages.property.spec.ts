import { beforeAll, describe, expect, it } from '@jest/globals';
import type { WireCodec } from '@naru/avro';
import { type HubIdPage, topics } from '@naru/contracts';
import fc from 'fast-check';
import { codecOf } from '../../test/support/task-under-test.js';
import type { TaskMemory } from '../domain/task-memory.js';
import { rememberPage } from './id-pages.from-wire.js';
import { LoggedMemory } from './id-pages.to-wire.js';
import { kindsOfRawTopics, rawTopics } from './raw-topics.js';

let codec: WireCodec<HubIdPage>;
beforeAll(async () => {
  codec = await codecOf(topics.hubRecentIdsChangelog);
});

const text = fc.oneof(fc.stringMatching(/^[a-z0-9-]{0,40}$/), fc.string({ unit: 'grapheme', maxLength: 60 }));
const taken = fc.record({
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  content: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  source: text,
  device: text,
  topic: fc.nat(rawTopics.length - 1),
  offset: fc.maxSafeNat().map((n) => n % 2 ** 50),
  receivedAt: fc.integer({ min: 1_000, max: 4_000_000_000 }).map((seconds) => seconds * 1_000),
});
type Taken = typeof taken extends fc.Arbitrary<infer T> ? T : never;

/** Takes a record as the pipeline does; answers what the memory says of it. */
function take(memory: TaskMemory, { id, content, source, device, topic, offset, receivedAt }: Taken): string {
  const names = [Buffer.from(source), Buffer.from(device)] as const;
  const bytes = Buffer.concat([id, content, ...names]);
  const deviceStart = 32 + names[0].length;
  const name = { sourceStart: 32, sourceEnd: deviceStart, deviceStart, deviceEnd: bytes.length };
  const identity = { ...name, recordIdStart: 0, contentHashStart: 16, receivedAt };
  const kind = kindsOfRawTopics[topic] ?? '';
  const found = memory.devicesOf(kind).deviceOf(bytes, name);
  const lane = rawTopics[topic]?.includes('-history') === true ? 'history' : 'live';
  const isKnown = memory.take(found, bytes, identity, { kind, lane, topic, offset });
  const { revision, firstTopic, firstOffset } = memory.seen;
  return isKnown ? `copy of ${firstTopic}/${firstOffset}` : `revision ${revision}`;
}

const pagesOf = ({ pages }: LoggedMemory): Buffer[] => pages.finish().map(({ body }) => Buffer.concat(body));
const restored = (pages: readonly Buffer[]): LoggedMemory => {
  const memory = new LoggedMemory();
  for (const page of pages) rememberPage(memory, page, 0, page.length);
  memory.merge();
  return memory;
};

describe('pages of ids', () => {
  it('are what the schema says', () => {
    fc.assert(
      fc.property(fc.array(taken, { minLength: 1, maxLength: 30 }), (all) => {
        const memory = new LoggedMemory();
        all.forEach((one) => take(memory, one));
        for (const { log, body } of memory.pages.finish()) {
          const value = Buffer.concat([codec.header, ...body]);
          const page = codec.decode(value);
          expect(codec.encode(page)).toEqual(value);
          const latest = Math.max(...page.ids.map(({ takenAt }) => takenAt * 1_000));
          expect(latest === 0).toBe(log === 'imported');
        }
      }),
    );
  });

  it('make a memory that says the same of what comes next', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(fc.tuple(fc.nat(5), fc.nat(2), taken), { maxLength: 8 }), fc.boolean()), {
          maxLength: 6,
        }),
        fc.array(fc.tuple(fc.nat(5), fc.nat(2), taken), { maxLength: 10 }),
        (transactions, next) => {
          const of = ([id, content, one]: [number, number, Taken]): Taken => ({
            ...one,
            id: new Uint8Array(16).fill(id),
            content: new Uint8Array(16).fill(content),
            source: 'bays',
            device: `d${id % 2}`,
            receivedAt: 1e12 + (one.receivedAt % 200_000_000),
          });
          const memory = new LoggedMemory();
          const pages: Buffer[] = [];
          for (const [all, isCommitted] of transactions) {
            for (const one of all) take(memory, of(one));
            if (isCommitted) {
              pages.push(...pagesOf(memory));
              memory.merge();
            } else memory.drop();
          }
          const other = restored(pages);
          expect(other.seen.size).toBe(memory.seen.size);
          expect(next.map((one) => take(other, of(one)))).toEqual(next.map((one) => take(memory, of(one))));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are several where there is much, and none where there is nothing', () => {
    const memory = new LoggedMemory();
    expect(memory.pages.finish()).toEqual([]);
    const one = { source: 'bays', topic: 0, receivedAt: 1e12 };
    for (let offset = 0; offset < 2_000; offset++) {
      const id = new Uint8Array(16);
      new DataView(id.buffer).setUint32(0, offset);
      take(memory, { ...one, device: `${'a'.repeat(100)}${offset % 2}`, id, content: id, offset });
    }
    const pages = pagesOf(memory);
    expect(pages.length).toBeGreaterThan(3);
    expect(restored(pages).seen.size).toBe(2_000);
  });

  it('are refused where they are cut', () => {
    const memory = new LoggedMemory();
    take(memory, {
      id: new Uint8Array(16),
      content: new Uint8Array(16),
      source: 's',
      device: 'd',
      topic: 0,
      offset: 1,
      receivedAt: 1e12,
    });
    const [page = Buffer.alloc(0)] = pagesOf(memory);
    for (let length = 0; length < page.length; length++)
      expect(() => {
        rememberPage(new LoggedMemory(), page.subarray(0, length), 0, length);
      }).toThrow(/no page of ids/);
  });
});
