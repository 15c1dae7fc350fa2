import { PlacedSchemas, WireCodec } from '@naru/avro';
import { type HubDuplicate, type Kind, type TopicContract, frontFields } from '@naru/contracts';
import { BatchWriter, type FetchedBatch, RecordView } from '@naru/kafka';
import type { Outcome, Task } from '@naru/streams';
import { ContractRegistry } from '@naru/streams/in-process';
import { rememberPage } from '../../src/adapters/id-pages.from-wire.js';
import { LoggedMemory } from '../../src/adapters/id-pages.to-wire.js';
import type { Enrichment } from '../../src/topology.js';

export interface TestRecord {
  readonly key: string | null;
  readonly value: Buffer;
}

/** Knows the schemas of the contract, and nothing else. */
export const registry = new ContractRegistry();

/** Pairs of a kind, ready to be asked. */
export async function preparedSchemas(kind: Kind): Promise<PlacedSchemas> {
  const { raw, placed } = kind;
  const schemas = new PlacedSchemas({
    registry,
    raw,
    placed,
    front: frontFields,
    subject: placed.name,
    mayRegister: false,
  });
  await schemas.prepare(await registry.idOfSchema('', raw.avro));
  return schemas;
}

export const codecOf = async <T>(topic: TopicContract<T>): Promise<WireCodec<T>> =>
  new WireCodec<T>(topic.avro, await registry.idOfSchema('', topic.avro), registry);

const HEADER_BYTES = 61;

/** Records as they come from the log. */
export function batchOf(
  topic: string,
  partition: number,
  baseOffset: number,
  records: readonly TestRecord[],
): FetchedBatch {
  const writer = new BatchWriter({ compression: 'none' });
  for (const { key, value } of records) writer.append(1_000, key, value);
  const view = new RecordView((writer.finish()[0] ?? Buffer.alloc(HEADER_BYTES)).subarray(HEADER_BYTES));
  return {
    topic,
    partition,
    baseOffset,
    lastOffset: baseOffset + records.length - 1,
    records: records.length,
    forEach: (visit) => {
      records.reduce((position) => {
        const next = view.moveTo(position, baseOffset, 1_000);
        visit(view);
        return next;
      }, 0);
    },
  };
}

/** What a task wrote: committed with `commit`, gone with `abort`. Refuses what no topology of this service does. */
export class TaskUnderTest implements Pick<Task<Enrichment>, 'number' | 'emit' | 'emitBytes' | 'book'> {
  readonly number = 0;
  /** Outputs and fates in their order, as text. */
  readonly committed: string[] = [];
  /** Placed records, committed or not. */
  readonly placed: Buffer[] = [];
  #memory = new LoggedMemory();
  #open: string[] = [];
  /** What its changelogs hold. */
  readonly #pages: Buffer[] = [];

  store(name: string): LoggedMemory {
    if (name !== 'memory') throw new Error(`No store ${name}`);
    return this.#memory;
  }

  emit(output: string, key: string, value: unknown): void {
    if (output !== 'duplicates') throw new Error(`No typed output ${output}`);
    const { originTopic, originOffset } = value as HubDuplicate;
    this.#open.push(`${output} ${key} ${originTopic} ${originOffset}`);
  }

  emitBytes(output: string, partition: number, key: string | Uint8Array | null, parts: readonly Uint8Array[]): void {
    const bytes = Buffer.concat(parts);
    this.placed.push(bytes);
    this.#open.push(`${output} ${partition} ${Buffer.from(key ?? '').toString()} ${bytes.toString('base64')}`);
  }

  book(record: RecordView, outcome: Outcome): void {
    this.#open.push(`${record.offset} ${JSON.stringify(outcome)}`);
  }

  commit(): void {
    for (const { body } of this.#memory.pages.finish()) this.#pages.push(Buffer.concat(body));
    this.#memory.merge();
    this.committed.push(...this.#open);
    this.#open = [];
  }

  abort(): void {
    this.#memory.drop();
    this.#open = [];
  }

  /** As another process would begin. */
  restart(): void {
    this.#memory = new LoggedMemory();
    this.#open = [];
    for (const page of this.#pages) rememberPage(this.#memory, page, 0, page.length);
    this.#memory.merge();
  }
}
