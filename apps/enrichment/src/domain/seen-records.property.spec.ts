import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RecentIds } from './recent-ids.js';
import { HORIZON_RECORDS, HORIZON_SECONDS, SeenRecords } from './seen-records.js';

interface Taken {
  readonly id: number;
  readonly content: number;
  readonly device: number;
  readonly isHistory: boolean;
  readonly atSeconds: number;
}

interface Remembered extends Taken {
  readonly revision: number;
  readonly offset: number;
}

/** The horizon as its definition says it, by plain lists. */
class NaiveHorizon {
  #live = new Map<number, Remembered[]>();
  #history: Remembered[] = [];

  take(taken: Taken, offset: number): { duplicateOf: number } | { revision: number } {
    const { id, content, device, isHistory, atSeconds } = taken;
    const known = [...this.#history, ...[...this.#live.values()].flat()].filter(
      (one) => one.id === id && (one.isHistory || atSeconds - one.atSeconds <= HORIZON_SECONDS),
    );
    const first = known
      .filter((one) => one.content === content)
      .sort((a, b) => Number(b.isHistory) - Number(a.isHistory) || a.offset - b.offset)[0];
    if (first !== undefined) {
      if (isHistory && !first.isHistory) this.#history.push({ ...first, isHistory });
      return { duplicateOf: first.offset };
    }
    const revision = Math.max(-1, ...known.map((one) => one.revision)) + 1;
    const remembered = { ...taken, revision, offset };
    if (isHistory) this.#history.push(remembered);
    else this.#live.set(device, [...(this.#live.get(device) ?? []), remembered].slice(-HORIZON_RECORDS));
    return { revision };
  }

  copy(): NaiveHorizon {
    const copy = new NaiveHorizon();
    copy.#live = new Map(this.#live);
    copy.#history = [...this.#history];
    return copy;
  }
}

const bytesOf = ({ id, content }: Taken): Uint8Array => {
  const bytes = new Uint8Array(40);
  const view = new DataView(bytes.buffer);
  // ids that share their low words meet in one probe
  view.setUint32(4, id >> 2);
  view.setUint32(8, id & 3);
  view.setUint32(20, content);
  return bytes;
};

class Compact {
  readonly seen = new SeenRecords();
  readonly #recent = new RecentIds();

  take(taken: Taken, offset: number): { duplicateOf: number } | { revision: number } {
    const recent = this.#recent.of(taken.device);
    const identity = { recordIdStart: 4, contentHashStart: 20, receivedAt: taken.atSeconds * 1_000 };
    const isDuplicate = this.seen.take(
      bytesOf(taken),
      identity,
      { topic: 3, offset },
      taken.isHistory ? undefined : recent,
    );
    return isDuplicate ? { duplicateOf: this.seen.firstOffset } : { revision: this.seen.revision };
  }
}

const DAY = HORIZON_SECONDS;
const taken: fc.Arbitrary<Taken> = fc.record({
  id: fc.integer({ min: 0, max: 11 }),
  content: fc.integer({ min: 0, max: 2 }),
  device: fc.integer({ min: 0, max: 1 }),
  isHistory: fc.boolean(),
  atSeconds: fc.constantFrom(DAY, DAY + 1, 2 * DAY, 2 * DAY + 1, 2 * DAY + 2, 3 * DAY + 1),
});
const step = fc.oneof({ weight: 8, arbitrary: taken }, fc.constantFrom('merge' as const, 'drop' as const));

describe('SeenRecords', () => {
  it('recognises what the definition says, over commits and aborted transactions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const compact = new Compact();
        let naive = new NaiveHorizon();
        let committed = naive.copy();
        steps.forEach((one, offset) => {
          if (one === 'merge') {
            compact.seen.merge();
            committed = naive.copy();
          } else if (one === 'drop') {
            compact.seen.drop();
            naive = committed.copy();
          } else expect(compact.take(one, offset)).toEqual(naive.take(one, offset));
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('finds every copy among the last 1,024 of its device, and none before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 700 }), (copyOf, every) => {
        const compact = new Compact();
        const record = (id: number): Taken => ({ id, content: 0, device: 0, isHistory: false, atSeconds: DAY });
        for (let id = 0; id <= 3_000; id++) {
          compact.take(record(id), id);
          if (id % every === 0) compact.seen.merge();
        }
        const isInside = copyOf > 3_000 - HORIZON_RECORDS;
        expect(compact.take(record(copyOf), 9_999)).toEqual(isInside ? { duplicateOf: copyOf } : { revision: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('takes an aborted transaction back wholly, evictions too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_500 }), (aborted) => {
        const compact = new Compact();
        const record = (id: number): Taken => ({ id, content: 0, device: id % 2, isHistory: false, atSeconds: DAY });
        for (let id = 0; id < 2_000; id++) compact.take(record(id), id);
        compact.seen.merge();
        const before = compact.seen.size;
        for (let id = 0; id < aborted; id++) compact.take(record(5_000 + id), id);
        compact.seen.drop();
        expect(compact.seen.size).toBe(before);
        const answers = Array.from({ length: 2_000 }, (_, id) => compact.take(record(id), 7_000));
        expect(answers).toEqual(answers.map((_, id) => ({ duplicateOf: id })));
        expect(compact.take(record(5_000), 8_000)).toEqual({ revision: 0 });
      }),
      { numRuns: 30 },
    );
  });
});
