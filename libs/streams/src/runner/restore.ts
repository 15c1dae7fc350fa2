import { DecodeError, headerLength } from '@naru/avro';
import { type FetchedBatch, type KafkaClient, PositionLostError, Reader, type RecordView } from '@naru/kafka';
import { RestoreError } from '../errors.js';
import type { WriterSchemas } from '../topology/handler.js';
import { type Walk, prepareSchema, schemaIdIn, walk } from '../walk.js';
import type { KeptLog, KeptMemory, KeptStore } from './kept-store.js';

const POLL_MS = 250;

export interface RestoreProgress {
  readonly records: number;
  readonly entries: number;
}

export interface RestoreOptions {
  readonly client: KafkaClient;
  readonly task: number;
  /** Throws where the group goes on without this member: then the task is somebody else's. */
  readonly assertOurs: () => void;
  readonly onProgress: (progress: RestoreProgress) => void;
}

/** Takes a changelog's batches, in their order. */
interface Reading {
  readonly records: number;
  readonly entries: number;
  take(batches: readonly FetchedBatch[]): Promise<void>;
}

/** Fills a keyed store of a task from its changelog (see `restoreLog`). */
export const restoreStore = (store: KeptStore, options: RestoreOptions): Promise<void> =>
  restoreLog(store, new ChangelogReading(store, options.task), options);

/** Fills a memory store of a task from its logs, each from as far before the oldest record that comes next as its horizon says. */
export async function restoreMemory(
  memory: KeptMemory,
  oldestNext: number,
  optionsOf: (log: string) => RestoreOptions,
): Promise<void> {
  for (const [name, log] of memory.logs) {
    const options = optionsOf(name);
    const { client, task } = options;
    const { horizonMs = Infinity } = memory.declaration.logs[name] ?? {};
    if (log.changelogAt === 0 && Number.isFinite(horizonMs)) {
      // uncommitted ones count: a transaction that ends while it is asked must not be passed over
      const begin = Math.max(0, oldestNext - horizonMs);
      const offsets = await client.admin.listOffsets([log.changelog.name], begin, 'read_uncommitted');
      log.changelogAt = offsets.find(({ partition }) => partition === task)?.offset ?? 0;
    }
    await restoreLog(log, new PageReading(memory, name, task), options);
  }
}

/**
 * Lets a changelog be read, behind what is held of it already, up to the high watermark at the start:
 * transactions that are open then are waited for, whoever began them. Call it after the former owners are fenced.
 * Interrupted, it goes on where it was. PositionLostError where the changelog doesn't reach to what is held: begin with an empty store.
 */
async function restoreLog(log: KeptLog, reading: Reading, options: RestoreOptions): Promise<void> {
  const { client, task, assertOurs, onProgress } = options;
  const { name } = log.changelog;
  const positions = log.changelogAt > 0 ? [{ topic: name, partition: task, offset: log.changelogAt }] : [];
  const until = 'high-watermark';
  const reader = new Reader(client, { topics: [name], partitions: [task], from: 'earliest', until, positions });
  try {
    await reader.start();
    const end = reader.ends[0]?.offset ?? 0;
    if (log.changelogAt > end) throw new PositionLostError(name, task, log.changelogAt, end);
    while (!reader.caughtUp) {
      assertOurs();
      await reading.take(await reader.poll(POLL_MS));
      log.changelogAt = reader.positions[0]?.offset ?? log.changelogAt;
      onProgress(reading);
    }
    log.levelAt = Date.now();
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
export class ChangelogReading implements Walk, Reading {
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

  get entries(): number {
    return this.store.state.size;
  }

  async take(batches: readonly FetchedBatch[]): Promise<void> {
    await walkAll(batches, this);
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

  unreadable({ offset }: RecordView): void {
    failAt(this.store, this.task, offset);
  }

  #valueOf(stated: Stated): unknown {
    const { declaration, changelog } = this.store;
    try {
      return declaration.fromWire(changelog.codec.decode(stated.buffer, stated.valueStart, stated.valueEnd));
    } catch (error) {
      if (error instanceof DecodeError) failAt(this.store, this.task, stated.offset, error);
      throw error;
    }
  }
}

/** Lets a memory store take the pages of one of its logs up again. */
export class PageReading implements Walk, Reading {
  /** Pages read so far. */
  records = 0;
  readonly schemas: WriterSchemas;
  readonly unknown = new Set<number>();
  readonly #log: KeptLog;

  constructor(
    private readonly memory: KeptMemory,
    private readonly name: string,
    private readonly task: number,
  ) {
    const log = memory.logs.get(name);
    if (log === undefined) throw new Error(`The store has no log ${name}`);
    this.#log = log;
    this.schemas = log.changelog.codec;
  }

  get entries(): number {
    return this.records;
  }

  async take(batches: readonly FetchedBatch[]): Promise<void> {
    const { state } = this.memory;
    try {
      await walkAll(batches, this);
      state.merge();
    } catch (error) {
      state.drop(); // they are read again
      throw error;
    }
  }

  record(view: RecordView): void {
    const { declaration, state } = this.memory;
    const { codec } = this.#log.changelog;
    let { buffer, valueStart, valueEnd } = view;
    try {
      if (schemaIdIn(view) !== codec.schemaId) {
        // of another version: as today's schema writes it
        buffer = codec.encode(codec.decode(buffer, valueStart, valueEnd));
        [valueStart, valueEnd] = [0, buffer.length];
      }
      declaration.fromPage(state, this.name, buffer, valueStart + headerLength, valueEnd);
    } catch (error) {
      if (error instanceof DecodeError) failAt(this.#log, this.task, view.offset, error);
      throw error;
    }
    this.records++;
  }

  tombstone({ offset }: RecordView): void {
    failAt(this.#log, this.task, offset);
  }

  unreadable({ offset }: RecordView): void {
    failAt(this.#log, this.task, offset);
  }
}

async function walkAll(
  batches: readonly FetchedBatch[],
  reading: Walk & { readonly unknown: Set<number> },
): Promise<void> {
  for (const batch of batches)
    for (let stop = walk(batch, batch.baseOffset, reading); stop; stop = walk(batch, stop.offset, reading))
      await prepareSchema(stop.schemas, stop.schemaId, reading.unknown);
}

function failAt({ changelog }: KeptLog, task: number, offset: number, cause?: unknown): never {
  const at = `partition ${task}, offset ${offset}`;
  throw new RestoreError(`The changelog ${changelog.name} can't be read at ${at}`, { cause });
}
