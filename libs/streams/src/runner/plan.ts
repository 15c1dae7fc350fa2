import { codecFor } from '@naru/avro';
import { type TopicContract, topics } from '@naru/contracts';
import { PartitionsError, TopicsMissingError } from '../errors.js';
import type { BatchInput, Handler } from '../topology/handler.js';
import type { KeyedStoreDeclaration, MemoryStoreDeclaration } from '../topology/store.js';
import { type Topology, TopologyError } from '../topology/topology.js';
import { type InputPort, bytesPort, typedPort } from './input-port.js';
import type { RunnerOptions } from './options.js';
import type { Output } from './outputs.js';

/** A topology as it stands on this broker and in this registry, ready to run. */
export interface Plan {
  /** By the topic's name on the broker. */
  readonly inputs: ReadonlyMap<string, InputPort>;
  /** By the name that the topology gives them. */
  readonly writes: ReadonlyMap<string, Output>;
  readonly stores: ReadonlyMap<string, { readonly declaration: KeyedStoreDeclaration; readonly changelog: Output }>;
  readonly memories: ReadonlyMap<string, MemoryStoreDeclaration>;
  /** hub.ledger, where every transaction is booked. */
  readonly ledger: Output;
}

/**
 * Holds a topology against the broker and the registry. Throws TopicsMissingError, PartitionsError or TopologyError
 * where it can't run, and what the registry says where it has not got a schema.
 */
export async function planOf<T extends Topology>(options: RunnerOptions<T>): Promise<Plan> {
  const { topology, registry, names } = options;
  assertTasksFit(topology);
  await assertTopics(options);

  const outputOf = async (topic: TopicContract): Promise<Output> => ({
    topic,
    name: names.topic(topic.name),
    codec: await codecFor(topic, registry),
  });
  const stores = Object.entries(topology.stores);
  const writes = new Map(
    await all(Object.entries(topology.writes), async ([name, topic]) => [name, await outputOf(topic)]),
  );
  return {
    writes,
    ledger: ledgerIn(writes, topology),
    inputs: new Map(
      await all(Object.entries(topology.reads), async ([name, topic]) => [
        names.topic(topic.name),
        await portOf(options, name, topic),
      ]),
    ),
    stores: new Map(
      await all(
        stores.flatMap(([name, declaration]) => (declaration.kind === 'keyed' ? [{ name, declaration }] : [])),
        async ({ name, declaration }) => [name, { declaration, changelog: await outputOf(declaration.changelog) }],
      ),
    ),
    memories: new Map(
      stores.flatMap(([name, declaration]) => (declaration.kind === 'memory' ? [[name, declaration]] : [])),
    ),
  };
}

async function portOf<T extends Topology>(
  { pipeline, registry, names }: RunnerOptions<T>,
  called: string,
  topic: TopicContract,
): Promise<InputPort> {
  // The type of the pipeline binds each handler to the wire type of its topic, and that is what its codec reads.
  const handler = pipeline[called] as Handler<Topology, unknown> | BatchInput<Topology>;
  const input = { topic, name: names.topic(topic.name) };
  if (typeof handler !== 'function') return bytesPort(input, registry, handler);
  return typedPort(input, await codecFor(topic, registry), handler);
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
    ...Object.values(topology.stores).flatMap((store) => (store.kind === 'keyed' ? [store.changelog] : [])),
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
    if (store.kind === 'keyed' && store.changelog.partitions !== tasks)
      throw new TopologyError(
        service,
        `the changelog of ${name} has ${store.changelog.partitions} partitions for ${tasks ?? 0} tasks`,
      );
}

const all = <I, O>(items: readonly I[], of: (item: I) => Promise<O>): Promise<O[]> => Promise.all(items.map(of));
