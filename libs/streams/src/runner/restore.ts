import { DecodeError } from '@naru/avro';
import {
  type FetchedBatch,
  type KafkaClient,
  PositionLostError,
  Reader,
  type RecordView,
  StaleGenerationError,
} from '@naru/kafka';
import { RestoreError } from '../errors.js';
import type { WriterSchemas } from '../topology/handler.js';
import { type Walk, prepareSchema, walk } from '../walk.js';
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
 * Fills a store of a task from its changelog, behind what it has of it already, up to the high watermark at the start:
 * transactions that are open then are waited for, whoever began them. Call it after the former owners are fenced.
 * Interrupted, it goes on where it was. PositionLostError where the store has more than the changelog: begin with an empty one.
 */
export async function restoreStore(store: KeptStore, options: RestoreOptions): Promise<void> {
  const { client, task, signal, onProgress } = options;
  const { name } = store.changelog;
  const positions = store.changelogAt > 0 ? [{ topic: name, partition: task, offset: store.changelogAt }] : [];
  const until = 'high-watermark';
  const reader = new Reader(client, { topics: [name], partitions: [task], from: 'earliest', until, positions });
  const changelog = new ChangelogReading(store, task);
  try {
    await reader.start();
    const end = reader.ends[0]?.offset ?? 0;
    if (store.changelogAt > end) throw new PositionLostError(name, task, store.changelogAt, end);
    while (!reader.caughtUp) {
      if (signal.aborted)
        throw new StaleGenerationError(`restore of task ${task}: the group has moved on`, -1, 'INTERRUPTED');
      await changelog.take(await reader.poll(POLL_MS));
      store.changelogAt = reader.positions[0]?.offset ?? store.changelogAt;
      onProgress({ records: changelog.records, entries: store.state.size });
    }
    store.levelAt = Date.now();
  } finally {
    await reader.close();
  }
}

/** Where the last value of a key stands. */
interface Stated {
  readonly buffer: Buffer;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly offset: number;
}

/**
 * Puts what a changelog says into its store, helping by helping. A key that changes often stands in it many times over,
 * so of each helping only the last value of a key is decoded.
 */
export class ChangelogReading implements Walk {
  /** Read so far. */
  records = 0;
  readonly schemas: WriterSchemas;
  readonly unknown = new Set<number>();
  /** Of the helping; undefined is deleted. */
  readonly #last = new Map<string, Stated | undefined>();

  constructor(
    private readonly store: KeptStore,
    private readonly task: number,
  ) {
    this.schemas = store.changelog.codec;
  }

  async take(batches: readonly FetchedBatch[]): Promise<void> {
    for (const batch of batches)
      for (let stop = walk(batch, batch.baseOffset, this); stop; stop = walk(batch, stop.offset, this))
        await prepareSchema(this.schemas, stop.schemaId, this.unknown);
    for (const [key, stated] of this.#last)
      this.store.state.restore(key, stated === undefined ? undefined : this.#valueOf(stated));
    this.#last.clear();
  }

  record(view: RecordView): void {
    const { buffer, valueStart, valueEnd, offset } = view;
    this.#last.set(view.key() ?? '', { buffer, valueStart, valueEnd, offset });
    this.records++;
  }

  tombstone(view: RecordView): void {
    this.#last.set(view.key() ?? '', undefined);
    this.records++;
  }

  unreadable(view: RecordView): void {
    this.#fail(view);
  }

  #valueOf(stated: Stated): unknown {
    const { declaration, changelog } = this.store;
    try {
      return declaration.fromWire(changelog.codec.decode(stated.buffer, stated.valueStart, stated.valueEnd));
    } catch (error) {
      if (error instanceof DecodeError) this.#fail(stated, error);
      throw error;
    }
  }

  #fail({ offset }: Pick<RecordView, 'offset'>, cause?: unknown): never {
    const { name } = this.store.changelog;
    throw new RestoreError(`The changelog ${name} can't be read at partition ${this.task}, offset ${offset}`, {
      cause,
    });
  }
}
