import type { WireCodec } from '@naru/avro';
import { type HubDeadLetter, topics } from '@naru/contracts';
import { type FetchedBatch, type KafkaClient, Reader, partitionOf } from '@naru/kafka';
import { walk, prepareSchema } from '../walk.js';
import type { Output } from './outputs.js';

const POLL_MS = 250;

export interface LettersOf {
  readonly client: KafkaClient;
  readonly stage: string;
  readonly task: number;
  /** What the stage writes; without dead letters there are none. */
  readonly writes: Iterable<Output>;
  /** Throws where there is no use in going on. */
  assertOurs(): void;
}

/**
 * Offsets that a task has set aside as dead letters, by the name of the topic that they stand in: what could not be read
 * then is in no memory, also where it could be read by now.
 */
export async function refusedOffsets(of: LettersOf): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const refused = new Map<string, Set<number>>();
  const letters = [...of.writes].find(({ topic }) => topic.name === topics.hubDeadLetters.name);
  if (letters === undefined) return refused;
  const codec = letters.codec as WireCodec<HubDeadLetter>;
  const note = ({ stage, originTopic, originPartition, originOffset }: HubDeadLetter): void => {
    if (stage !== of.stage || originTopic === null || originPartition !== of.task || originOffset === null) return;
    let offsets = refused.get(originTopic);
    if (offsets === undefined) refused.set(originTopic, (offsets = new Set()));
    offsets.add(originOffset);
  };
  // as a stage keys them
  const partition = partitionOf(`${of.stage}/${of.task}`, letters.topic.partitions);
  const reader = new Reader(of.client, { topics: [letters.name], partitions: [partition], from: 'earliest' });
  try {
    await reader.start();
    while (!reader.caughtUp) {
      of.assertOurs();
      for (const batch of await reader.poll(POLL_MS)) await readAll(batch, codec, note);
    }
  } finally {
    await reader.close();
  }
  return refused;
}

/** Lets each record of a batch be noted. Schemas that nobody knows are left out. */
async function readAll<T>(batch: FetchedBatch, codec: WireCodec<T>, note: (value: T) => void): Promise<void> {
  const unknown = new Set<number>();
  for (let from: number | undefined = batch.baseOffset; from !== undefined;) {
    const stop = walk(batch, from, {
      schemas: codec,
      unknown,
      record: ({ buffer, valueStart, valueEnd }) => {
        note(codec.decode(buffer, valueStart, valueEnd));
      },
      tombstone: () => undefined,
      unreadable: () => undefined,
    });
    if (stop !== undefined) await prepareSchema(stop.schemas, stop.schemaId, unknown);
    from = stop?.offset;
  }
}
