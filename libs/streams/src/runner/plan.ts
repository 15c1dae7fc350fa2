import { type WireCodec, codecFor } from '@naru/avro';
import { type HubReturnedRecord, type TopicContract, taskInputs, topics } from '@naru/contracts';
import type { ReadingGroup } from '../history/readers-behind.js';
import { PartitionsError, TopicsMissingError } from '../errors.js';
import { type Feed, feedOf } from '../time/task-clock.js';
import type { BatchInput, Handler, Returns, Timers } from '../topology/handler.js';
import { type KeyedStoreDeclaration, type MemoryStoreDeclaration, changelogsOf } from '../topology/store.js';
import { type Topology, TopologyError } from '../topology/topology.js';
import { type InputPort, bytesPort, typedPort } from './input-port.js';
import type { MarkedTopics } from './mark-passer.js';
import type { RunnerOptions } from './options.js';
import type { Output } from './outputs.js';
import { returnsPort } from './returns-port.js';

export interface PlannedStore {
  readonly declaration: KeyedStoreDeclaration;
  readonly changelog: Output;
  readonly timers: Timers<Topology, unknown> | undefined;
}

export interface PlannedMemory {
  readonly declaration: MemoryStoreDeclaration;
  /** Its changelogs, by the names of its logs. */
  readonly logs: ReadonlyMap<string, Output>;
}

/** A topology as it stands on this broker and in this registry, ready to run. */
export interface Plan {
  /** By the topic's name on the broker. */
  readonly inputs: ReadonlyMap<string, InputPort>;
  /** By the name that the topology gives them. */
  readonly writes: ReadonlyMap<string, Output>;
  readonly stores: ReadonlyMap<string, PlannedStore>;
  readonly memories: ReadonlyMap<string, PlannedMemory>;
  /** Tasks of the stage. */
  readonly tasks: number;
  /** Who tells how far each input has come. */
  readonly feeds: readonly (readonly [InputPort, Feed])[];
  readonly marked: MarkedTopics;
  /** Who works on what this stage writes. */
  readonly readers: readonly ReadingGroup[];
  /** hub.ledger, where every transaction is booked. */
  readonly ledger: Output;
}

/**
 * Holds a topology against the broker and the registry. Throws TopicsMissingError, PartitionsError or TopologyError
 * where it can't run, and what the registry says where it has not got a schema.
 */
export async function planOf<T extends Topology>(options: RunnerOptions<T>): Promise<Plan> {
  assertTasksFit(options.topology);
  await assertTopics(options);
  return planFor(options);
}

/** Topics that a task writes: what the topology says, and the changelogs of its stores. */
export const topicsWrittenIn = ({ writes, stores, memories }: Plan): string[] => [
  ...Array.from(writes.values(), ({ name }) => name),
  ...Array.from(stores.values(), ({ changelog }) => changelog.name),
  ...Array.from(memories.values(), ({ logs }) => Array.from(logs.values(), ({ name }) => name)).flat(),
];

/** What a plan rests on, without a broker to hold it against. */
export type Planned<T extends Topology> = Pick<
  RunnerOptions<T>,
  'topology' | 'pipeline' | 'registry' | 'names' | 'history'
>;

/** A topology as it would run where every topic is as the contract says. */
export async function planFor<T extends Topology>(options: Planned<T>): Promise<Plan> {
  const { topology, registry, names } = options;
  const outputOf = async (topic: TopicContract): Promise<Output> => ({
    topic,
    name: names.topic(topic.name),
    codec: await codecFor(topic, registry),
  });
  const stores = Object.entries(topology.stores);
  // as handlers are: by the type of the pipeline they fit their stores
  const timers = options.pipeline.timers as Readonly<Record<string, Timers<Topology, unknown>>> | undefined;
  const inputs = await inputsOf(options);
  const writes = new Map(
    await all(Object.entries(topology.writes), async ([name, topic]) => [name, await outputOf(topic)]),
  );
  return {
    writes,
    ledger: ledgerIn(writes, topology),
    tasks: Object.values(topology.reads)[0]?.partitions ?? 0,
    feeds: [...inputs.values()].map((port) => [port, feedOf(port.topic, topology)] as const),
    marked: markedIn(writes, topology),
    readers: readersOf(options),
    inputs,
    stores: new Map(
      await all(
        stores.flatMap(([name, declaration]) => (declaration.kind === 'keyed' ? [{ name, declaration }] : [])),
        async ({ name, declaration }) => [
          name,
          {
            declaration,
            changelog: await outputOf(declaration.changelog),
            timers: timers?.[name],
          },
        ],
      ),
    ),
    memories: new Map(
      await all(
        stores.flatMap(([name, declaration]) => (declaration.kind === 'memory' ? [{ name, declaration }] : [])),
        async ({ name, declaration }) => [
          name,
          {
            declaration,
            logs: new Map(
              await all(Object.entries(declaration.logs), async ([log, of]) => [log, await outputOf(of.changelog)]),
            ),
          },
        ],
      ),
    ),
  };
}

/** Returns are made last: they lead to the others. */
async function inputsOf<T extends Topology>({
  topology,
  pipeline,
  registry,
  names,
}: Planned<T>): Promise<ReadonlyMap<string, InputPort>> {
  const origins = new Map<string, InputPort>();
  const ports = await all(Object.entries(topology.reads), async ([called, topic]) => {
    // The type of the pipeline binds each handler to the wire type of its topic, and that is what its codec reads.
    const handler = pipeline[called] as Handler<Topology, unknown> | BatchInput<Topology> | Returns;
    const input = { topic, name: names.topic(topic.name) };
    if ('open' in handler) {
      const codec = (await codecFor(topic, registry)) as WireCodec<HubReturnedRecord>;
      return () => returnsPort(input, { codec, returns: handler, origins });
    }
    const port =
      typeof handler === 'function'
        ? typedPort(input, await codecFor(topic, registry), handler)
        : bytesPort(input, registry, handler);
    origins.set(topic.name, port);
    return () => port;
  });
  return new Map(ports.map((portOf) => portOf()).map((port) => [port.name, port]));
}

// Compacted topics take no record without a key; what is shared, or only goes into the warehouse, no task reads.
function markedIn(writes: ReadonlyMap<string, Output>, { service, reads }: Topology): MarkedTopics {
  const own = new Set(Object.values(reads).map(({ name }) => name));
  const outputs = [...writes.values()].filter(({ topic }) => topic.cleanup === 'delete' && !topic.shared);
  const others = outputs.filter(({ topic }) => !own.has(topic.name));
  return {
    loops: outputs.filter(({ topic }) => own.has(topic.name)),
    others: others.filter(({ topic }) => topic.readers.some((reader) => reader !== service && reader !== 'analytics')),
  };
}

/** Analytics aside: nobody waits for the warehouse as for what is live. */
function readersOf<T extends Topology>({ topology, names, history }: Planned<T>): ReadingGroup[] {
  const written = new Set(Object.values(topology.writes).map(({ name }) => name));
  const services = Object.entries(history?.readers ?? taskInputs);
  const groups = services.map(([service, inputs]) => ({
    service,
    group: names.group(service),
    topics: inputs.filter((topic) => written.has(topic)).map((topic) => names.topic(topic)),
  }));
  return groups.filter(
    ({ service, topics: read }) => service !== topology.service && service !== 'analytics' && read.length > 0,
  );
}

function ledgerIn(writes: ReadonlyMap<string, Output>, { service }: Topology): Output {
  const ledger = [...writes.values()].find(({ topic }) => topic.name === topics.hubLedger.name);
  if (ledger === undefined) throw new TopologyError(service, `it has to write its books to ${topics.hubLedger.name}`);
  return ledger;
}

async function assertTopics<T extends Topology>({ topology, client, names }: RunnerOptions<T>): Promise<void> {
  const topics = [
    ...Object.values(topology.reads),
    ...Object.values(topology.writes),
    ...Object.values(topology.globals),
    ...Object.values(topology.stores).flatMap(changelogsOf),
  ];
  const there = new Set(await client.admin.listTopics());
  const missing = topics.map(({ name }) => names.topic(name)).filter((name) => !there.has(name));
  if (missing.length > 0) throw new TopicsMissingError(missing);
  for (const { name, partitions } of topics) {
    const found = await client.partitions(names.topic(name));
    if (found !== partitions) throw new PartitionsError(names.topic(name), partitions, found);
  }
}

// Task n keeps its state in partition n of each changelog.
function assertTasksFit({ service, reads, stores }: Topology): void {
  const tasks = Object.values(reads)[0]?.partitions;
  for (const [name, store] of Object.entries(stores))
    for (const { partitions } of changelogsOf(store))
      if (partitions !== tasks)
        throw new TopologyError(
          service,
          `the changelog of ${name} has ${partitions} partitions for ${tasks ?? 0} tasks`,
        );
}

const all = <I, O>(items: readonly I[], of: (item: I) => Promise<O>): Promise<O[]> => Promise.all(items.map(of));
