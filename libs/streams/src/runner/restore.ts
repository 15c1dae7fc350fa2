import { DecodeError } from '@naru/avro';
import { type KafkaClient, Reader, type RecordView, StaleGenerationError } from '@naru/kafka';
import { RestoreError } from '../errors.js';
import { prepareSchema, walk } from '../walk.js';
import type { KeptStore } from './kept-store.js';

const POLL_MS = 250;

export interface RestoreProgress {
  readonly records: number;
  readonly entries: number;
}

export interface RestoreOptions {
  readonly client: KafkaClient;
  readonly task: number;
  /** Aborted where the group goes on without this member: then the task is somebody else's. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RestoreProgress) => void;
}

/**
 * Fills a store of a task from its changelog, up to the high watermark at the start: transactions that are open then
 * are waited for, whoever began them. Call it after the former owners are fenced.
 */
export async function restoreStore(
  { state, declaration, changelog }: KeptStore,
  options: RestoreOptions,
): Promise<void> {
  const { client, task, signal, onProgress } = options;
  const { name, codec } = changelog;
  const reader = new Reader(client, { topics: [name], partitions: [task], from: 'earliest', until: 'high-watermark' });
  let records = 0;
  const fail = (view: RecordView, cause?: unknown): never => {
    throw new RestoreError(`The changelog ${name} can't be read at partition ${task}, offset ${view.offset}`, {
      cause,
    });
  };
  const unknown = new Set<number>();
  const visitor = {
    schemas: codec,
    unknown,
    unreadable: fail,
    tombstone: (view: RecordView) => {
      state.restore(view.key() ?? '', undefined);
      records++;
    },
    record: (view: RecordView) => {
      try {
        const wire = codec.decode(view.buffer, view.valueStart, view.valueEnd);
        state.restore(view.key() ?? '', declaration.fromWire(wire));
      } catch (error) {
        if (error instanceof DecodeError) fail(view, error);
        throw error;
      }
      records++;
    },
  };
  try {
    await reader.start();
    while (!reader.caughtUp) {
      if (signal.aborted)
        throw new StaleGenerationError(`restore of task ${task}: the group has moved on`, -1, 'INTERRUPTED');
      for (const batch of await reader.poll(POLL_MS))
        for (let stop = walk(batch, batch.baseOffset, visitor); stop; stop = walk(batch, stop.offset, visitor))
          await prepareSchema(codec, stop.schemaId, unknown);
      onProgress({ records, entries: state.size });
    }
  } finally {
    await reader.close();
  }
}
