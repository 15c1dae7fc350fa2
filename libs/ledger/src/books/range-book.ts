import type { HubLedgerEntry } from '@naru/contracts';
import type { RangeProblem } from './balance.js';
import { Coverage } from './coverage.js';
import type { Flow } from './flows.js';
import type { TopicEnd } from './settling.js';

/** What a stage has done with one offset of a topic that it reads. */
export interface Passage {
  /** `ahead`: it has not come so far. `missing`: it left it out. `lost`: deleted before it was read, gone on by command. */
  readonly state: 'taken' | 'ahead' | 'missing' | 'lost';
  /** When that was booked (ms since 1970); undefined where the books don't reach back so far. */
  readonly at: number | undefined;
}

interface Covered {
  readonly stage: string;
  readonly topic: string;
  readonly partition: number;
  readonly coverage: Coverage;
}

const stretchesOf = {
  missing: ({ missing }: Coverage) => missing,
  'taken-twice': ({ takenTwice }: Coverage) => takenTwice,
  lost: ({ lost }: Coverage) => lost,
} as const;
const kinds = Object.keys(stretchesOf) as (keyof typeof stretchesOf)[];

const keyOf = (stage: string, topic: string, partition: number): string => `${stage} ${topic} ${partition}`;

/** What every stage has taken of every topic partition. */
export class RangeBook {
  readonly #covered = new Map<string, Covered>();
  readonly #positions: ReadonlyMap<string, number>;

  /** `positions`: where stages stand, of partitions that no entry tells of. */
  constructor(positions: readonly (TopicEnd & { readonly stage: string })[]) {
    this.#positions = new Map(
      positions.map(({ stage, topic, partition, offset }) => [keyOf(stage, topic, partition), offset]),
    );
  }

  take({ stage, bookedAt, ranges }: HubLedgerEntry): void {
    for (const { topic, partition, fromOffset: from, toOffset: to, lost } of ranges) {
      const key = keyOf(stage, topic, partition);
      let found = this.#covered.get(key);
      if (found === undefined)
        this.#covered.set(key, (found = { stage, topic, partition, coverage: new Coverage(from) }));
      found.coverage.take({ from, to, bookedAt }, lost);
    }
  }

  /** Offset behind the last one that a stage has taken of a partition; undefined where nobody knows. */
  readonly endTaken = (stage: string, topic: string, partition: number): number | undefined => {
    const key = keyOf(stage, topic, partition);
    return this.#covered.get(key)?.coverage.end ?? this.#positions.get(key);
  };

  /** What a stage has done with an offset; undefined where nobody knows. */
  passage(stage: string, topic: string, partition: number, offset: number): Passage | undefined {
    const coverage = this.#covered.get(keyOf(stage, topic, partition))?.coverage;
    const lost = coverage?.lost.around(offset);
    if (lost !== undefined) return { state: 'lost', at: lost.bookedAt };
    const missing = coverage?.missing.around(offset);
    if (missing !== undefined) return { state: 'missing', at: missing.bookedAt };
    const end = this.endTaken(stage, topic, partition);
    if (end === undefined) return undefined;
    return offset < end ? { state: 'taken', at: coverage?.passages.at(offset) } : { state: 'ahead', at: undefined };
  }

  problems(): readonly RangeProblem[] {
    return [...this.#covered.values()].flatMap(({ stage, topic, partition, coverage }) =>
      kinds.flatMap((kind) =>
        stretchesOf[kind](coverage).listed.map((stretch) => ({ stage, topic, partition, kind, ...stretch })),
      ),
    );
  }

  /** Offsets that are wrong in this way, by stage; 0 of stages where none are. */
  offsets(kind: 'missing' | 'taken-twice'): ReadonlyMap<string, number> {
    const sums = new Map<string, number>();
    for (const { stage, coverage } of this.#covered.values())
      sums.set(stage, (sums.get(stage) ?? 0) + stretchesOf[kind](coverage).offsets);
    return sums;
  }

  /** How many offsets the reader of a flow has lost, and when it was last told to go on behind such (ms; 0: never). */
  lostBy({ to, topic }: Flow): { readonly offsets: number; readonly at: number } {
    let [offsets, at] = [0, 0];
    for (const { stage, topic: its, coverage } of this.#covered.values())
      if (stage === to && its === topic) {
        offsets += coverage.lost.offsets;
        at = Math.max(at, ...coverage.lost.listed.map(({ bookedAt }) => bookedAt));
      }
    return { offsets, at };
  }

  /** Forgets what was found wrong before a time (ms since 1970). */
  forget(before: number): void {
    for (const { coverage } of this.#covered.values()) coverage.forget(before);
  }
}
