import { DecodeError, type WireCodec } from '@naru/avro';
import type { HubReturnedRecord, PhysicalNames, Reason } from '@naru/contracts';
import { batchOfOne } from '@naru/kafka';
import { unknownSource } from '@naru/sealing';
import type { Returns, SetAsideRecord } from '@naru/streams';
import type { Plan } from '../domain/plan.js';
import { PartitionWork } from './partition-work.js';
import { takeBatch } from './take-batch.js';
import type { WarehouseTable } from './warehouse-table.js';

/** A record of the returns as it lay there. */
export interface CameBack {
  /** Name in the catalogue. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: Buffer;
}

/** A row on its way back to the place that it came from. */
export interface ReturnedRow {
  readonly came: CameBack;
  /** Its block alone, of its own topic and offset. */
  readonly work: PartitionWork;
  readonly attempt: number;
  /** Under whom it was booked when it was taken first: its source (empty where nobody can tell), and when (ms). */
  readonly source: string;
  readonly at: number;
}

/** What can't even be tried: it is set aside as a record of the returns. */
export interface Unusable {
  readonly came: CameBack;
  readonly setAside: SetAsideRecord;
}

export interface ReturnedRowsOptions {
  readonly codec: Pick<WireCodec<HubReturnedRecord>, 'decodeAny'>;
  readonly returns: Returns;
  readonly names: Pick<PhysicalNames, 'topic'>;
  /** By physical topic. */
  readonly tables: ReadonlyMap<string, WarehouseTable>;
}

/** Makes of what comes back the row that it was to be in the first place. */
export class ReturnedRows {
  constructor(private readonly options: ReturnedRowsOptions) {}

  /** `found`: the plan that stands beside it. Throws RegistryUnreachableError: wait. */
  async read(came: CameBack, found: Plan | undefined): Promise<ReturnedRow | Unusable> {
    const { codec, returns, names, tables } = this.options;
    const returned = await codec.decodeAny(came.value).catch(decodeErrorOf);
    if (returned instanceof DecodeError) return unusable(came, returned.reason, returned.message);
    const { originTopic, originPartition: partition, originOffset: offset, originKey, attempt } = returned;
    const topic = originTopic === null ? '' : names.topic(originTopic);
    const table = tables.get(topic);
    if (table === undefined || partition === null || offset === null)
      return unusable(came, 'wrong-type', 'a record of a topic that goes into the warehouse');
    const value = returns.open(returned);
    if (value === undefined) return unusable(came, 'truncated-body', 'a key of its source that is still there');
    const work = new PartitionWork(topic, partition, table, offset, found);
    await take({ timestamp: came.timestamp, key: originKey, value }, { work, offset });
    const source = returned.source === unknownSource ? '' : returned.source;
    return { came, work, attempt, source, at: returned.receivedAt };
  }
}

async function take(
  record: Parameters<typeof batchOfOne>[1],
  { work, offset }: { readonly work: PartitionWork; readonly offset: number },
): Promise<void> {
  const { topic, partition, table } = work;
  const batch = batchOfOne({ topic, partition, offset }, record);
  const refused = new Map<number, DecodeError>();
  for (;;) {
    const missing = takeBatch(batch, offset, work, refused);
    if (missing === undefined) return;
    const writer = await table.prepare(missing.schemaId);
    if (writer instanceof DecodeError) refused.set(missing.schemaId, writer);
  }
}

function unusable(came: CameBack, reason: Reason, detail: string): Unusable {
  return { came, setAside: { ...came, fate: 'dead-lettered', reason, detail, schemaId: null, attempt: 0 } };
}

function decodeErrorOf(error: unknown): DecodeError {
  if (error instanceof DecodeError) return error;
  throw error;
}
