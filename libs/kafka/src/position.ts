export interface Partition {
  readonly topic: string;
  readonly partition: number;
}

/** A place in one partition: `offset` is the next record to read. `metadata` is kept by Kafka beside a committed offset. */
export interface Position extends Partition {
  readonly offset: number;
  readonly metadata?: string;
}

/** Groups what belongs to partitions by topic, as requests want it. */
export function byTopic<T extends { readonly topic: string }>(items: Iterable<T>): { name: string; items: T[] }[] {
  const topics = new Map<string, T[]>();
  for (const item of items) {
    const known = topics.get(item.topic);
    if (known) known.push(item);
    else topics.set(item.topic, [item]);
  }
  return Array.from(topics, ([name, of]) => ({ name, items: of }));
}

/** The same, where nothing but their numbers is asked for. */
export const indexesByTopic = (partitions: Iterable<Partition>): { name: string; partitionIndexes: number[] }[] =>
  byTopic(partitions).map(({ name, items }) => ({ name, partitionIndexes: items.map(({ partition }) => partition) }));

export const partitionKey = (topic: string, partition: number): string => `${topic}/${partition}`;
