// Whatever way the city's records come and its stages work, the city is the same in the end. Real topologies and
// pipelines, as bytes, by the runner's own tasks; only the broker is a log in memory.
import { describe, expect, it } from '@jest/globals';
import { type HubLedgerEntry, type TopicContract, topics } from '@naru/contracts';
import { type Balance, Books, flows, keyOfEntry } from '@naru/ledger';
import type { Turn } from '@naru/streams/in-process';
import fc from 'fast-check';
import { CityInProcess, type StageName, type Told, stageNames } from './city-in-process.js';
import { inTwoOrders, nightfall, sendings } from './ground.js';

/** What somebody does next. Numbers are taken modulo what there is. */
type Step =
  | { readonly ingest: number }
  | {
      readonly stage: StageName;
      readonly turns: readonly Turn[];
      readonly isInVain: boolean;
    }
  | { readonly stage: StageName; readonly movesAway: number };

const stage = fc.constantFrom(...stageNames);
const turn = fc.record({ task: fc.nat({ max: 7 }), input: fc.nat({ max: 23 }), most: fc.integer({ min: 1, max: 6 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ingest: fc.integer({ min: 1, max: 8 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      stage,
      turns: fc.array(turn, { minLength: 1, maxLength: 6 }),
      isInVain: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ stage, movesAway: fc.nat({ max: 7 }) }) },
);

/** A day: the records come in this order while everybody does as the steps say, then all work on until nothing is left. */
async function dayOf(records: Parameters<CityInProcess['ingest']>[0], steps: readonly Step[], most: number) {
  const city = await CityInProcess.create();
  const waiting = [...records];
  for (const next of steps)
    if ('ingest' in next) {
      const some = waiting.splice(0, next.ingest);
      if (some.length > 0) await city.ingest(some);
    } else {
      const worker = city.stage(next.stage);
      if ('movesAway' in next) await worker.moveAway(next.movesAway % worker.tasks);
      else {
        const turns = next.turns.flatMap(({ task: any, input, most }): Turn[] => {
          const task = any % worker.tasks;
          const waiting = worker.waiting(task);
          return waiting.length === 0 ? [] : [{ task, input: waiting[input % waiting.length] ?? 0, most }];
        });
        await (next.isInVain ? worker.workInVain(turns) : worker.work(turns));
      }
    }
  if (waiting.length > 0) await city.ingest(waiting);
  await city.drain(most);
  city.mark(nightfall);
  await city.drain();
  return city;
}

/** Of each thing what was said last. */
function currentOf(told: readonly Told[], idOf: IdOf) {
  const current = new Map<string, Told['value']>();
  for (const { key, value } of told) current.set(idOf(value, key), value);
  return [...current].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Of each fact what was said last, each time under a higher revision. How often it was, and why, depends on the order. */
function currentFactsOf(told: readonly Told[], idOf: IdOf) {
  const revisions = new Map<string, number>();
  for (const { key, value } of told) {
    const id = idOf(value, key);
    const { revision } = value as { readonly revision: number };
    expect(revision).toBeGreaterThan(revisions.get(id) ?? -1);
    revisions.set(id, revision);
  }
  const isCurrent = ([, value]: readonly [string, Told['value']]) => value?.withdrawn !== true;
  return currentOf(told, idOf)
    .filter(isCurrent)
    .map(([id, value]) => [id, { ...value, revision: undefined, cause: undefined }]);
}

type IdOf = (value: Told['value'], key: string) => string;
const byKey: IdOf = (_, key) => key;
const by =
  (...names: readonly string[]): IdOf =>
  (value) =>
    names.map((name) => inWords(value?.[name])).join(' ');
const inWords = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString('hex') : String(value));

/** Topics of what the city is, how to read them, and what tells one thing from another. */
const outcomes: readonly (readonly [TopicContract, (told: readonly Told[], idOf: IdOf) => readonly unknown[], IdOf])[] =
  [
    [topics.parkingObservations, currentOf, by('recordId', 'revision')],
    [topics.energyReadings, currentOf, by('recordId', 'revision')],
    [topics.securityEvents, currentOf, by('recordId', 'revision')],
    [topics.parkingBayStates, currentOf, byKey],
    [topics.parkingSessions, currentFactsOf, by('sessionId')],
    [topics.parkingOccupancy, currentOf, byKey],
    [topics.energyIntervals, currentFactsOf, by('intervalId')],
    [topics.energyPeaks, currentFactsOf, byKey],
    [topics.securityDetections, currentFactsOf, by('detectionId')],
    [topics.securityIncidents, currentFactsOf, by('incidentId')],
  ];

async function truthOf(city: CityInProcess) {
  const all = outcomes.map(async ([topic, read, idOf]) => [topic.name, read(await city.told(topic), idOf)] as const);
  const copies = (await city.told(topics.hubDuplicates)).map(({ value, key }) =>
    by('recordId', 'contentHash')(value, key),
  );
  return { ...Object.fromEntries(await Promise.all(all)), duplicates: copies.sort() };
}

/** The books of the stages that are here, read in an order in which somebody might come by the entries of their tasks. */
function balanceOf(entries: readonly HubLedgerEntry[], city: CityInProcess, picks: readonly number[]): Balance {
  const here = flows.filter(({ to }) => stageNames.includes(to as StageName));
  const books = new Books({ flows: here, horizonMs: Infinity });
  const tasks = [...Map.groupBy(entries, keyOfEntry).values()].map((each) => [...each]);
  for (let i = 0, waiting = tasks; waiting.length > 0; i++, waiting = tasks.filter(({ length }) => length > 0)) {
    const next = waiting[(picks[i % picks.length] ?? 0) % waiting.length]?.shift();
    if (next !== undefined) books.take(next);
  }
  books.expect(books.entries, city.ends());
  books.ledgerSettled(books.entries);
  return books.balance();
}

/** What became of the records, by source and minute; of what stages tell each other the amount depends on the order. */
const figuresOf = ({ rows, crossings }: Balance) => ({
  rows: rows
    .filter(({ topic }) => topic.includes('.raw-'))
    .map((row) => JSON.stringify(row))
    .sort(),
  crossings: crossings
    .filter(({ flow }) => flow.carries !== undefined)
    .map(({ flow, minute, source, delivered, taken }) =>
      JSON.stringify([flow.topic, flow.to, minute, source, delivered, taken]),
    )
    .sort(),
});

describe('the city', () => {
  it('is the same in the end, and its books are even, whatever arrives when, who works when, what is cut where, and what is done in vain', async () => {
    await fc.assert(
      fc.asyncProperty(
        inTwoOrders,
        fc.array(step, { maxLength: 80, size: 'max' }),
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.nat(), { minLength: 1 }),
        async ({ facts, order }, steps, most, picks) => {
          const plain = await dayOf(sendings(facts), [], Infinity);
          const city = await dayOf(sendings(facts, order), steps, most);
          expect(await truthOf(city)).toEqual(await truthOf(plain));
          const [even, also] = [
            balanceOf(await plain.entries(), plain, [0]),
            balanceOf(await city.entries(), city, picks),
          ];
          for (const { isBalanced, openMinutes } of [even, also])
            expect({ isBalanced, openMinutes }).toEqual({ isBalanced: true, openMinutes: 0 });
          expect(figuresOf(also)).toEqual(figuresOf(even));
        },
      ),
      { numRuns: 40 },
    );
  });
});
