// A reader of the placed topics and the bays' states that notes when each record came. It only tells time: what is
// there is counted by another client.
import { setTimeout as delay } from 'node:timers/promises';
import { codecFor, SchemaRegistry, type WireCodec } from '@naru/avro';
import { kinds, type ParkingBayState, physicalNames, topics } from '@naru/contracts';
import { type FetchedBatch, KafkaClient, type Position, Reader, type RecordView } from '@naru/kafka';
import type { JournalEntry } from '@naru/simulator';
import { uuidText } from '../uuid.js';
import { type Arrival, type Stall, stallsOf } from './stalls.js';

const bayStates = physicalNames('').topic(topics.parkingBayStates);
const placedTopics = kinds.map(({ placed }) => physicalNames('').topic(placed));
const observations = physicalNames('').topic(topics.parkingObservations);
/** Magic byte and schema id stand before the record id. */
const idAt = 5;

interface Seen {
  readonly at: number;
  readonly id: string;
}

export interface ReaderWatch {
  readonly noteAnswer: (entry: JournalEntry) => void;
  /** Whether every partition of the bays' observations and states has brought a record that was answered after `since`. */
  isFresh(since: number): boolean;
  /** Ids by place, as the reader saw them: 'topic partition' → offset → id. */
  stalls(): ReadonlyMap<string, readonly Stall[]>;
  stop(): Promise<void>;
}

interface WatchOptions {
  readonly brokers: readonly string[];
  readonly registryUrl: string;
  readonly say: (line: string) => void;
}

/** Reads from now on; a broker that is away is waited for. */
export async function watchReaders({ brokers, registryUrl, say }: WatchOptions): Promise<ReaderWatch> {
  const codec = await codecFor(
    topics.parkingBayStates,
    new SchemaRegistry({ url: registryUrl, names: physicalNames('') }),
  );
  const seen = new Map<string, Seen[]>();
  const answeredAt = new Map<string, number>();
  const placedAt = new Map<string, number>();
  const freshest = new Map<string, number>();
  let stopping = false;

  function note(batch: FetchedBatch, view: RecordView, at: number): void {
    const id = idOf(batch.topic, view, codec);
    if (id === undefined) return;
    const name = `${batch.topic}/${batch.partition}`;
    const list = seen.get(name);
    if (list) list.push({ at, id });
    else seen.set(name, [{ at, id }]);
    if (batch.topic !== bayStates && !placedAt.has(id)) placedAt.set(id, at);
    freshest.set(name, Math.max(freshest.get(name) ?? 0, answeredAt.get(id) ?? 0));
  }

  async function read(client: KafkaClient, positions: readonly Position[]): Promise<Position[]> {
    const reader = new Reader(client, { topics: [...placedTopics, bayStates], from: 'latest', positions });
    try {
      await reader.start();
      while (!stopping) {
        const batches = await reader.poll(250);
        const at = Date.now();
        for (const batch of batches)
          batch.forEach((view) => {
            note(batch, view, at);
          });
      }
    } catch (error) {
      say(`The watching reader starts again: ${String(error)}`);
      await delay(500);
    } finally {
      await reader.close();
    }
    return reader.positions;
  }

  const client = await KafkaClient.connect({ brokers, clientId: 'chaos-watch' });
  // from the beginning of the run, whatever happens to the first reader
  const follow = async (): Promise<void> => {
    let positions: readonly Position[] = await client.admin.listOffsets([...placedTopics, bayStates], 'latest');
    while (!stopping) {
      const reached = await read(client, positions);
      if (reached.length > 0) positions = reached;
    }
  };
  const following = follow();

  const sinceOf = (name: string, id: string): number | undefined =>
    name.startsWith(bayStates) ? placedAt.get(id) : answeredAt.get(id);
  return {
    noteAnswer({ recordId, fate, answeredAt: at }) {
      if (fate === 'delivered' && recordId !== null && !answeredAt.has(recordId)) answeredAt.set(recordId, at);
    },
    isFresh: (since) => {
      const watched = [...freshest].filter(([name]) => name.startsWith(observations) || name.startsWith(bayStates));
      return watched.length > 0 && watched.every(([, at]) => at > since);
    },
    stalls: () =>
      new Map(
        [...seen].map(([name, list]) => {
          const first = new Set<string>();
          const arrivals = list.map(({ at, id }): Arrival => {
            const since = first.has(id) ? undefined : sinceOf(name, id);
            first.add(id);
            return { at, since };
          });
          return [name, stallsOf(arrivals)];
        }),
      ),
    async stop() {
      stopping = true;
      await following;
      await client.close();
    },
  };
}

function idOf(topic: string, view: RecordView, codec: WireCodec<ParkingBayState>): string | undefined {
  const { buffer, valueStart, valueEnd } = view;
  if (valueStart < 0) return undefined;
  if (topic !== bayStates) return uuidText(buffer.subarray(valueStart + idAt, valueStart + idAt + 16));
  return uuidText(codec.decode(buffer, valueStart, valueEnd).recordId);
}
