import { type FetchedBatch, type KafkaClient, PositionLostError, Reader, StaleGenerationError } from '@naru/kafka';
import { InnerSchemaMissing, prepareSchema, walk } from '../walk.js';
import type { InputPort } from './input-port.js';
import type { Output } from './outputs.js';
import { refusedOffsets } from './refused-offsets.js';
import type { TaskRuntime } from './task-runtime.js';

const POLL_MS = 250;

/** An input of a task, and the next record of it that the task will take: rebuilding stops before it. */
export interface TakenInput {
  readonly port: InputPort;
  readonly upTo: number;
}

/** The records of an input that a rebuild may see. */
interface Visible extends TakenInput {
  /** Offsets that the task has set aside. */
  readonly refused: ReadonlySet<number>;
}

export interface RebuildOptions {
  readonly stage: string;
  readonly writes: Iterable<Output>;
  readonly client: KafkaClient;
  readonly signal: AbortSignal;
}

/** Lets each input's `rebuild` see again what the task took within its horizon, so that its memory stores come back. */
export async function rebuildMemory(
  task: TaskRuntime,
  taken: readonly TakenInput[],
  options: RebuildOptions,
): Promise<void> {
  const inputs = taken.filter(({ port }) => port.rebuild !== undefined);
  if (inputs.length === 0) return;
  const next = await nextTimestamps(inputs, task.number, options);
  const begins = await Promise.all(
    inputs.map(({ port }) => beginOf(port, task.number, next.get(port.name) ?? Date.now(), options)),
  );
  const assertStillOurs = (): void => {
    assertOurs(options.signal, task.number);
  };
  const refused = await refusedOffsets({ ...options, task: task.number, assertOurs: assertStillOurs });
  // one input after the other, as which came first matters to what they share
  for (const [n, input] of inputs.entries())
    await rebuildFrom(
      begins[n] ?? 0,
      { ...input, refused: refused.get(input.port.topic.name) ?? new Set() },
      task,
      options,
    );
}

async function rebuildFrom(
  from: number,
  input: Visible,
  task: TaskRuntime,
  { client, signal }: RebuildOptions,
): Promise<void> {
  const { port, upTo } = input;
  if (from >= upTo) return;
  const positions = [{ topic: port.name, partition: task.number, offset: from }];
  const reader = new Reader(client, { topics: [port.name], partitions: [task.number], from: 'earliest', positions });
  try {
    await reader.start();
    while (!reader.caughtUp && positionOf(reader) < upTo) {
      assertOurs(signal, task.number);
      for (const batch of await reader.poll(POLL_MS)) if (batch.baseOffset < upTo) await show(input, task, batch);
    }
  } finally {
    await reader.close();
  }
  task.merge();
}

/** Offset of the first record within the horizon of an input. */
async function beginOf(
  { name, rebuild }: InputPort,
  task: number,
  next: number,
  { client }: RebuildOptions,
): Promise<number> {
  const horizonMs = rebuild?.horizonMs ?? 0;
  const at = Number.isFinite(horizonMs) ? Math.max(0, next - horizonMs) : 'earliest';
  const offsets = await client.admin.listOffsets([name], at);
  return offsets.find(({ partition }) => partition === task)?.offset ?? 0;
}

/**
 * When the record that comes next was written, by input. The horizon counts back from it, not from now: after a day's
 * outage its records are old too.
 */
async function nextTimestamps(
  inputs: readonly TakenInput[],
  task: number,
  { client, signal }: RebuildOptions,
): Promise<ReadonlyMap<string, number>> {
  const positions = inputs.map(({ port, upTo }) => ({ topic: port.name, partition: task, offset: upTo }));
  const topics = positions.map(({ topic }) => topic);
  const reader = new Reader(client, { topics, partitions: [task], from: 'earliest', positions });
  const next = new Map<string, number>();
  try {
    await reader.start();
    while (!reader.caughtUp && next.size < inputs.length) {
      assertOurs(signal, task);
      for (const batch of await reader.poll(POLL_MS))
        batch.forEach(({ timestamp }) => {
          if (!next.has(batch.topic)) next.set(batch.topic, timestamp);
        });
    }
  } catch (error) {
    // whoever reads next says so; of what lies before, nothing is there either
    if (!(error instanceof PositionLostError)) throw error;
  } finally {
    await reader.close();
  }
  return next;
}

/** Shows a batch to an input's `rebuild`, as far as its records were taken and not set aside. */
export async function show({ port, upTo, refused }: Visible, task: TaskRuntime, batch: FetchedBatch): Promise<void> {
  const unknown = new Set<number>();
  for (let from: number | undefined = batch.baseOffset; from !== undefined;) {
    let stop = undefined as ReturnType<typeof walk>;
    let offset = from;
    const forEach: FetchedBatch['forEach'] = (visit) => {
      stop = walk(batch, from ?? 0, {
        schemas: port.schemas,
        unknown,
        record: (view) => {
          offset = view.offset;
          if (offset < upTo && !refused.has(offset)) visit(view);
        },
        tombstone: () => undefined, // set aside when it was taken
        unreadable: () => undefined,
      });
    };
    const { partition, baseOffset, lastOffset, records } = batch;
    try {
      port.rebuild?.visit({ topic: port.topic.name, partition, baseOffset, lastOffset, records, forEach }, task);
    } catch (error) {
      if (!(error instanceof InnerSchemaMissing)) throw error;
      stop = { offset, ...error.missing };
    }
    if (stop !== undefined) await prepareSchema(stop.schemas, stop.schemaId, unknown);
    from = stop?.offset;
  }
}

const positionOf = (reader: Reader): number => reader.positions[0]?.offset ?? 0;

function assertOurs(signal: AbortSignal, task: number): void {
  if (signal.aborted)
    throw new StaleGenerationError(`rebuild of task ${task}: the group has moved on`, -1, 'INTERRUPTED');
}
