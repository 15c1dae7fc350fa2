import { type FetchedBatch, type KafkaClient, PositionLostError, Reader, StaleGenerationError } from '@naru/kafka';
import { prepareSchema, walk } from '../walk.js';
import type { InputPort } from './input-port.js';
import type { TaskRuntime } from './task-runtime.js';

const POLL_MS = 250;

export interface RebuildOptions {
  readonly client: KafkaClient;
  /** Name of the input on the broker. */
  readonly name: string;
  /** Next record that the task will take: rebuilding stops before it. */
  readonly upTo: number;
  readonly signal: AbortSignal;
}

/** Lets an input's `rebuild` see again what the task took within its horizon, so that its memory stores come back. */
export async function rebuildMemory(port: InputPort, task: TaskRuntime, options: RebuildOptions): Promise<void> {
  const { rebuild } = port;
  if (rebuild === undefined) return;
  const { client, name, upTo } = options;
  const from = Number.isFinite(rebuild.horizonMs)
    ? Math.max(0, (await nextTimestamp(options, task.number)) - rebuild.horizonMs)
    : 'earliest';
  const reader = new Reader(client, { topics: [name], partitions: [task.number], from });
  try {
    await reader.start();
    while (!reader.caughtUp && positionOf(reader) < upTo) {
      assertOurs(options.signal, task.number);
      for (const batch of await reader.poll(POLL_MS)) if (batch.baseOffset < upTo) await show(port, task, batch, upTo);
    }
  } finally {
    await reader.close();
  }
  task.merge();
}

// The horizon counts back from the record that comes next, not from now: after a day's outage its records are old too.
async function nextTimestamp({ client, name, upTo, signal }: RebuildOptions, partition: number): Promise<number> {
  const positions = [{ topic: name, partition, offset: upTo }];
  const reader = new Reader(client, { topics: [name], partitions: [partition], from: 'earliest', positions });
  let first: number | undefined;
  try {
    await reader.start();
    while (!reader.caughtUp && first === undefined) {
      assertOurs(signal, partition);
      for (const batch of await reader.poll(POLL_MS))
        batch.forEach(({ timestamp }) => {
          first ??= timestamp;
        });
    }
  } catch (error) {
    // whoever reads next says so; of what lies before, nothing is there either
    if (!(error instanceof PositionLostError)) throw error;
  } finally {
    await reader.close();
  }
  return first ?? Date.now();
}

async function show(port: InputPort, task: TaskRuntime, batch: FetchedBatch, upTo: number): Promise<void> {
  const unknown = new Set<number>();
  for (let from: number | undefined = batch.baseOffset; from !== undefined;) {
    let stop = undefined as ReturnType<typeof walk>;
    const forEach: FetchedBatch['forEach'] = (visit) => {
      stop = walk(batch, from ?? 0, {
        schemas: port.schemas,
        unknown,
        record: (view) => {
          if (view.offset < upTo) visit(view);
        },
        tombstone: () => undefined, // set aside when it was taken
        unreadable: () => undefined,
      });
    };
    const { partition, baseOffset, lastOffset, records } = batch;
    port.rebuild?.visit({ topic: port.topic.name, partition, baseOffset, lastOffset, records, forEach }, task);
    if (stop !== undefined) await prepareSchema(port.schemas, stop.schemaId, unknown);
    from = stop?.offset;
  }
}

const positionOf = (reader: Reader): number => reader.positions[0]?.offset ?? 0;

function assertOurs(signal: AbortSignal, task: number): void {
  if (signal.aborted)
    throw new StaleGenerationError(`rebuild of task ${task}: the group has moved on`, -1, 'INTERRUPTED');
}
