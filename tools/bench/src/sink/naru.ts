import { createClient } from '@clickhouse/client';
import { type TopicContract, taskInputs, topics } from '@naru/contracts';
import { freePort, instanceOf, servicePart } from '@naru/stack';
import type { Bench } from '../bench-stack.js';
import { type Throughput, throughputOf } from '../processes/measure.js';
import { countTransactions } from '../processes/transactions.js';
import { type Loading, checkRows } from './loading.js';

export interface NaruRun extends Throughput {
  readonly transactionsPerSecond: number;
}

const catalogue: readonly TopicContract[] = Object.values(topics);
const loaded = catalogue.filter(({ warehouse }) => warehouse);

/** analytics itself, as a city runs it, into tables that it makes anew. Its CPU time and the warehouse's are one. */
export async function runNaru(bench: Bench, { records, round }: Loading): Promise<NaruRun> {
  const { names, stack } = bench;
  const { url, user, password } = stack.clickhouse;
  const client = createClient({ url, username: user, password });
  const group = names.group('analytics');
  const topic = names.topic(topics.parkingObservations);
  try {
    for (const context of new Set(loaded.map((one) => one.context)))
      await client.command({ query: `DROP DATABASE IF EXISTS ${names.database(context)} SYNC` });
    await bench.empty([topics.hubLedger]);
    await bench.rewind(
      group,
      (taskInputs.analytics ?? []).map((name) => names.topic(name)),
    );
    const instance = instanceOf('analytics', round, await freePort());
    const measuring = throughputOf(bench, {
      group,
      topics: [topic],
      records,
      parts: [instance.name, 'warehouse'],
      withinMs: 600_000,
    });
    const [service, throughput] = await Promise.all([bench.start('tested', servicePart(stack, instance)), measuring]);
    const transactions = await countTransactions(instance.address);
    await service.stop();
    await checkRows(client, `${names.database('parking')}.${names.table(topics.parkingObservations)}`, records);
    return { ...throughput, transactionsPerSecond: transactions / throughput.seconds };
  } finally {
    await client.close();
  }
}
