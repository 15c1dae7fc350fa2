import { flows } from '@naru/ledger';
import type { Found, Place } from '../../domain/where/found.js';
import type { ReadersOf, Whereabouts, WhereaboutsAt } from '../../domain/where/story.js';
import type { BooksFollower } from '../books-follower.js';
import type { StagePosition } from '../stage-positions.js';
import { orUndefined } from './ask-warehouse.js';
import { type WarehouseSearch, mostRows } from './warehouse-search.js';

/** How far stages are; undefined where Kafka does not say. */
export type Positions = readonly StagePosition[] | undefined;

const readers = Map.groupBy(flows, ({ topic }) => topic);
const warehouseStage = 'analytics';

/** Which stages read a topic, in the order of the flow. */
export const readersOf: ReadersOf = (topic) =>
  (readers.get(topic) ?? [])
    .map(({ to }) => to)
    .sort((a, b) => Number(a === warehouseStage) - Number(b === warehouseStage));

/** Whether stages have taken what stands in their topics, and when. */
export class Passages {
  constructor(
    private readonly books: Pick<BooksFollower, 'current'>,
    private readonly warehouse: Pick<WarehouseSearch, 'bookedAt'>,
  ) {}

  /** `positions`: asked before anything was looked for. */
  async of(found: Found, positions: Positions): Promise<WhereaboutsAt> {
    const hops = hopsIn(found).slice(0, mostRows);
    const where = hops.map(({ stage, place }) => this.#at(stage, place, positions));
    const untimed = hops.flatMap((hop, index) => {
      const { state, at } = where[index] ?? unknown;
      return state === 'taken' && at === null ? [{ ...hop, index }] : [];
    });
    const times = (await orUndefined(this.warehouse.bookedAt(untimed))) ?? [];
    const timed = new Map(untimed.map(({ index }, nth) => [index, times[nth] ?? null]));
    const passages = new Map(
      hops.map(({ stage, place }, index) => {
        const { state, at } = where[index] ?? unknown;
        return [keyOf(stage, place), { state, at: at ?? timed.get(index) ?? null }];
      }),
    );
    return (stage, place) => passages.get(keyOf(stage, place)) ?? unknown;
  }

  /** Books say what was left out; how far a stage is, Kafka says sooner. */
  #at(stage: string, { topic, partition, offset }: Place, positions: Positions): Whereabouts {
    const booked = this.books.current?.books.passage(stage, topic, partition, offset);
    const at = booked?.at ?? null;
    if (booked?.state === 'missing' || booked?.state === 'lost') return { state: booked.state, at };
    const position = positions?.find(
      (each) => each.stage === stage && each.topic === topic && each.partition === partition,
    );
    if (position !== undefined) return { state: offset < position.offset ? 'taken' : 'in-flight', at };
    return booked?.state === 'taken' ? { state: 'taken', at } : unknown;
  }
}

const unknown: Whereabouts = { state: 'unknown', at: null };
const keyOf = (stage: string, { topic, partition, offset }: Place): string =>
  `${stage} ${topic}/${partition}/${offset}`;

/** Everything that stands in a topic, with each stage that reads it. */
function hopsIn({ copies, statements, repeats }: Found) {
  const standing = [
    ...copies.map(({ place, receivedAt }) => ({ place, after: receivedAt })),
    ...statements.map(({ place, receivedAt }) => ({ place, after: receivedAt })),
    ...repeats.map(({ copy, receivedAt }) => ({ place: copy, after: receivedAt })),
  ];
  return standing.flatMap(({ place, after }) => readersOf(place.topic).map((stage) => ({ stage, place, after })));
}
