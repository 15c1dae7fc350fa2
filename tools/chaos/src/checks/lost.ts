// What retention deleted unread may be nowhere; but then the books must say so: exactly those offsets, and no others.
import { codecFor, SchemaRegistry } from '@naru/avro';
import { physicalNames, topics } from '@naru/contracts';
import { KafkaClient, Reader } from '@naru/kafka';
import type { Stack } from '@naru/stack';

/** Offsets [fromOffset, toOffset) that a stage never read. */
export interface LostRange {
  readonly stage: string;
  readonly topic: string;
  readonly partition: number;
  readonly fromOffset: number;
  readonly toOffset: number;
}

/** Every range that a stage has booked as lost. */
export async function bookedAsLost({ kafka, registry }: Stack): Promise<LostRange[]> {
  const names = physicalNames('');
  const codec = await codecFor(topics.hubLedger, new SchemaRegistry({ url: registry, names }));
  const client = await KafkaClient.connect({ brokers: kafka.split(','), clientId: 'chaos-lost' });
  const lost: LostRange[] = [];
  try {
    const reader = new Reader(client, { topics: [names.topic(topics.hubLedger)], from: 'earliest' });
    await reader.start();
    while (!reader.caughtUp)
      for (const batch of await reader.poll(250))
        batch.forEach((view) => {
          const { stage, ranges } = codec.decode(view.buffer, view.valueStart, view.valueEnd);
          for (const { lost: isLost, topic, partition, fromOffset, toOffset } of ranges)
            if (isLost) lost.push({ stage, topic, partition, fromOffset, toOffset });
        });
    await reader.close();
  } finally {
    await client.close();
  }
  return lost;
}

/** In words, what was deleted and isn't booked as lost, or is booked and wasn't deleted. */
export function lostOtherwise(deleted: readonly LostRange[], booked: readonly LostRange[]): string[] {
  const unbooked = [...booked.map(inWords)];
  const missing = deleted.map(inWords).filter((range) => {
    const at = unbooked.indexOf(range);
    if (at >= 0) unbooked.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((range) => `${range} was deleted and is not booked as lost`),
    ...unbooked.map((range) => `${range} is booked as lost and was not deleted`),
  ];
}

const inWords = ({ stage, topic, partition, fromOffset, toOffset }: LostRange): string =>
  `${stage} ${topic}/${partition} [${fromOffset}, ${toOffset})`;
