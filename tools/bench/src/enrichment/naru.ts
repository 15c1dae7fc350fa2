import { kinds, taskInputs, topics } from '@naru/contracts';
import { freePort, instanceOf, servicePart } from '@naru/stack';
import type { BenchHub } from '../bench-stack.js';
import { kindsSent } from '../city/records.js';
import { type Throughput, throughputOf } from '../processes/measure.js';
import { countTransactions } from '../processes/transactions.js';

export interface NaruRun extends Throughput {
  readonly transactionsPerSecond: number;
}

const written = [
  ...kinds.map(({ placed }) => placed),
  ...[topics.hubDuplicates, topics.hubDeadLetters, topics.hubLedger],
  ...[topics.hubRecentIdsChangelog, topics.hubImportedIdsChangelog],
];

/** Empties what enrichment and its peer write; also what enrichment would know all records by. */
export const emptyOutputs = (bench: BenchHub): Promise<void> => bench.empty(written);

/** The service itself, as a city runs it, from the beginning of its topics to their end. */
export async function runNaru(bench: BenchHub, records: number, round: number, warmUp = 0): Promise<NaruRun> {
  await emptyOutputs(bench);
  const { names, stack, tenant } = bench;
  const group = names.group('enrichment');
  await bench.rewind(
    group,
    (taskInputs.enrichment ?? []).map((topic) => names.topic(topic)),
  );
  const instance = instanceOf('enrichment', round, await freePort());
  const part = servicePart(stack, instance, { environment: { NARU_TENANT: tenant } });
  const measuring = throughputOf(bench, {
    group,
    topics: kindsSent.map(({ raw }) => names.topic(raw)),
    records,
    parts: [instance.name],
    withinMs: 300_000,
    warmUp,
  });
  const [service, throughput] = await Promise.all([bench.start('tested', part), measuring]);
  const transactions = await countTransactions(instance.address);
  await service.stop();
  return { ...throughput, transactionsPerSecond: transactions / throughput.seconds };
}
