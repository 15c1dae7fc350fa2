// The same records once more, through services that nobody disturbs: they must end in the same state.
import { setTimeout as delay } from 'node:timers/promises';
import { codecFor, SchemaRegistry } from '@naru/avro';
import { physicalNames, type TopicContract, topics } from '@naru/contracts';
import { KafkaClient, Reader } from '@naru/kafka';
import { applyContractTo, freePort, type ServiceName, servicePart, type Stack } from '@naru/stack';
import { runJava } from './run-java.js';

const tenant = 'undisturbed';
const stages: readonly ServiceName[] = ['enrichment', 'parking', 'energy', 'security'];
const catalogue: readonly TopicContract[] = Object.values(topics);

/** What comes from outside of the stages: records as ingest took them, its marks, master data, keys. */
const given = catalogue.filter(
  (topic) =>
    topic.lane !== undefined || topic.context === 'city' || (topic.context === 'hub' && topic.cleanup === 'compact'),
);
/** Where a key's last record is its state. */
const states = [topics.parkingBayStates, topics.parkingOccupancy, topics.energyPeaks] as readonly TopicContract[];

const patienceMs = 30_000;
const mostExamples = 10;

export interface UndisturbedCheck {
  /** Keys that were compared. */
  readonly keys: number;
  /** Keys whose state differs. */
  readonly differences: number;
  readonly examples: readonly string[];
}

/** Last value of each key, as text, by topic and key. */
async function stateIn(stack: Stack, ofTenant: string): Promise<Map<string, string>> {
  const names = physicalNames(ofTenant);
  const registry = new SchemaRegistry({ url: stack.registry, names });
  const client = await KafkaClient.connect({ brokers: stack.kafka.split(','), clientId: 'chaos-state' });
  const state = new Map<string, string>();
  try {
    for (const topic of states) {
      const codec = await codecFor(topic, registry);
      const reader = new Reader(client, { topics: [names.topic(topic)], from: 'earliest' });
      await reader.start();
      while (!reader.caughtUp)
        for (const batch of await reader.poll(250))
          batch.forEach((view) => {
            const name = `${topic.name} ${view.key() ?? ''}`;
            const value = view.valueStart < 0 ? undefined : codec.decode(view.buffer, view.valueStart, view.valueEnd);
            if (isGone(value)) state.delete(name);
            else state.set(name, stateOf(topic, value));
          });
      await reader.close();
    }
  } finally {
    await client.close();
  }
  return state;
}

/** What was withdrawn is as if it had never been told. */
const isGone = (value: unknown): boolean =>
  value === undefined || (value as { readonly withdrawn?: boolean }).withdrawn === true;

/** How often a peak was told depends on how partitions were interleaved: that count is no part of its state. */
const stateOf = (topic: TopicContract, value: unknown): string =>
  JSON.stringify(value, (name, of: unknown) => (topic === topics.energyPeaks && name === 'revision' ? undefined : of));

function compare(disturbed: ReadonlyMap<string, string>, undisturbed: ReadonlyMap<string, string>): UndisturbedCheck {
  const keys = [...new Set([...disturbed.keys(), ...undisturbed.keys()])];
  const different = keys.filter((key) => disturbed.get(key) !== undisturbed.get(key));
  return {
    keys: keys.length,
    differences: different.length,
    examples: different
      .slice(0, mostExamples)
      .map((key) => `${key}: ${disturbed.get(key) ?? 'nothing'}, undisturbed ${undisturbed.get(key) ?? 'nothing'}`),
  };
}

/** Copies what ingest committed to another tenant, runs its stages there, and compares what they end in. Ingest must be quiet. */
export async function checkUndisturbed(stack: Stack, say: (line: string) => void): Promise<UndisturbedCheck> {
  await applyContractTo(stack, say, tenant);
  const plain = physicalNames('');
  await runJava('CopyTopics', [stack.kafka, `${tenant}.`, ...given.map((topic) => plain.topic(topic))], say);
  const parts = await Promise.all(
    stages.map(async (service) => {
      const name = `${tenant}-${service}`;
      const instance = { name, service, number: 1, address: `http://127.0.0.1:${await freePort()}` };
      return servicePart(stack, instance, { environment: { NARU_TENANT: tenant } });
    }),
  );
  await stack.run(...parts);
  const disturbed = await stateIn(stack, '');
  let found = compare(disturbed, await stateIn(stack, tenant));
  let changedAt = performance.now();
  while (found.differences > 0 && performance.now() - changedAt < patienceMs) {
    await delay(1_000);
    const again = compare(disturbed, await stateIn(stack, tenant));
    if (again.examples.join() !== found.examples.join() || again.differences !== found.differences)
      changedAt = performance.now();
    found = again;
  }
  return found;
}
