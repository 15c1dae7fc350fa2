import { kinds, topics } from '@naru/contracts';
import { freePort, instanceOf, servicePart } from '@naru/stack';
import type { Bench } from '../bench-stack.js';
import { kindsSent } from '../city/records.js';
import { type Throughput, throughputOf } from '../processes/measure.js';
import { countTransactions } from '../processes/transactions.js';

export interface NaruRun extends Throughput {
  readonly transactionsPerSecond: number;
}

const written = [...kinds.map(({ placed }) => placed), topics.hubDuplicates, topics.hubDeadLetters, topics.hubLedger];
const read = kinds.flatMap(({ raw, rawHistory }) => [raw.name, rawHistory.name]);

/** Empties what enrichment and its peer write. */
export const emptyOutputs = (bench: Bench): Promise<void> => bench.empty(written);

/** The service itself, as a city runs it, from the beginning of its topics to their end. */
export async function runNaru(bench: Bench, records: number, round: number): Promise<NaruRun> {
  await emptyOutputs(bench);
  await bench.rewind(bench.names.group('enrichment'), read);
  const instance = instanceOf('enrichment', round, await freePort());
  const measuring = throughputOf(bench, {
    group: bench.names.group('enrichment'),
    topics: kindsSent.map(({ raw }) => raw.name),
    records,
    parts: [instance.name],
    withinMs: 300_000,
  });
  const [service, throughput] = await Promise.all([
    bench.start('tested', servicePart(bench.stack, instance)),
    measuring,
  ]);
  const transactions = await countTransactions(instance.address);
  await service.stop();
  return { ...throughput, transactionsPerSecond: transactions / throughput.seconds };
}
