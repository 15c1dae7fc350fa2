// The books, read from their topic with nothing of the warehouse in between.
import { codecFor, SchemaRegistry } from '@naru/avro';
import { physicalNames, topics } from '@naru/contracts';
import { KafkaClient, type Position, Reader } from '@naru/kafka';
import { type Balance, Books, flows } from '@naru/ledger';
import type { StackEndpoints } from '@naru/stack';

const names = physicalNames('');
const ledger = names.topic(topics.hubLedger);
const everyMs = 500;

export interface LedgerCheck {
  readonly entries: number;
  readonly isBalanced: boolean;
  /** What still is in flight, though nothing is sent any more. */
  readonly inFlight: number;
  /** What is wrong, in words. */
  readonly problems: readonly string[];
}

/** Reads the whole ledger until its books are closed, or for so long (ms) nothing closes them. */
export async function checkLedger({ kafka, registry }: StackEndpoints, withinMs: number): Promise<LedgerCheck> {
  const client = await KafkaClient.connect({ brokers: kafka.split(','), clientId: 'chaos-ledger' });
  const codec = await codecFor(topics.hubLedger, new SchemaRegistry({ url: registry, names }));
  const reader = new Reader(client, { topics: [ledger], from: 'earliest' });
  const books = new Books();
  const topicsOfFlows = [...new Set(flows.map(({ topic }) => names.topic(topic)))];
  const readOn = async (): Promise<void> => {
    for (const batch of await reader.poll(everyMs))
      batch.forEach(({ buffer, valueStart, valueEnd }) => {
        if (valueStart >= 0) books.take(codec.decode(buffer, valueStart, valueEnd));
      });
  };
  const isReadBeyond = (ends: readonly Position[]): boolean =>
    ends.every(({ partition, offset }) =>
      reader.positions.some((position) => position.partition === partition && position.offset >= offset),
    );
  try {
    await reader.start();
    const deadline = performance.now() + withinMs;
    const endOfLedger = () => client.admin.listOffsets([ledger], 'latest', 'read_uncommitted');
    const readTo = async (ends: readonly Position[]): Promise<void> => {
      while (!isReadBeyond(ends) && performance.now() < deadline) await readOn();
    };
    // first what is there already: ends that were asked for before it was read would be waited for, and say nothing of it
    await readTo(await endOfLedger());
    let balance: Balance;
    do {
      // what was booked so far may be believed once the ledger has been read beyond its end of now
      const { entries } = books;
      books.expect(entries, await client.admin.listOffsets(topicsOfFlows, 'latest', 'read_uncommitted'));
      await readTo(await endOfLedger());
      books.ledgerSettled(entries);
      balance = books.balance();
    } while (performance.now() < deadline && !(balance.isBalanced && balance.openMinutes === 0));
    const inFlight = balance.crossings.reduce((sum, crossing) => sum + crossing.inFlight, 0);
    return {
      entries: books.entries,
      isBalanced: balance.isBalanced && inFlight === 0,
      inFlight,
      problems: problemsOf(balance),
    };
  } finally {
    await reader.close();
    await client.close();
  }
}

const at = (minute: number | null): string =>
  minute === null ? 'earlier' : new Date(minute).toISOString().slice(11, 16);

function problemsOf({ rows, crossings, ranges, entries }: Balance): string[] {
  return [
    ...ranges.map(
      ({ kind, stage, topic, partition, from, to }) => `${stage} ${topic}/${partition} [${from}, ${to}) ${kind}`,
    ),
    ...entries.map(
      ({ stage, task, topic, records, fates }) => `${stage}/${task} ${topic}: ${records} records, ${fates} fates`,
    ),
    ...rows
      .filter(({ difference }) => difference !== 0)
      .map(
        ({ stage, topic, source, minute, difference }) =>
          `${stage} ${topic} ${source} ${at(minute)}: ${difference} without a fate`,
      ),
    ...crossings
      .filter(({ missing, takenTwice, inFlight }) => missing + takenTwice + inFlight > 0)
      .map(
        ({ flow, source, minute, delivered, taken }) =>
          `${flow.from ?? 'any'} → ${flow.to} ${flow.topic} ${source} ${at(minute)}: ${delivered} delivered, ${taken} taken`,
      ),
  ];
}
