import { DecodeError, headerLength, schemaIdOf } from '@naru/avro';
import { MalformedRecordError } from '@naru/clickhouse';
import type { FetchedBatch, RecordView } from '@naru/kafka';
import { identityOf, unknownSource } from '@naru/sealing';
import { type SetAsideRecord, readMark } from '@naru/streams';
import type { PartitionWork } from './partition-work.js';
import type { SetAside } from './row-block.js';

/** The record at which taking stopped, since its writer's schema isn't at hand. */
export interface MissingSchema {
  readonly offset: number;
  readonly schemaId: number;
}

/** Writers that the registry was asked for in vain, for this batch. */
type Refused = ReadonlyMap<number, DecodeError>;

/**
 * Takes the records of a batch from an offset on: each becomes a row of its partition's open block, or is set aside.
 * Stops where a schema has to be fetched first.
 */
export function takeBatch(
  batch: FetchedBatch,
  from: number,
  work: PartitionWork,
  refused: Refused,
): MissingSchema | undefined {
  let missing: MissingSchema | undefined;
  batch.forEach((view) => {
    if (missing !== undefined || view.offset < from) return;
    missing = takeRecord(view, work, refused);
    if (missing === undefined) work.coverTo(view.offset + 1);
  });
  if (missing === undefined) work.coverTo(batch.lastOffset + 1);
  return missing;
}

function takeRecord(view: RecordView, work: PartitionWork, refused: Refused): MissingSchema | undefined {
  if (readMark(view) !== undefined) return undefined;
  const { offset, timestamp } = view;
  const block = work.open(offset);
  if (view.valueStart < 0) {
    block.deleted.push({ source: '', at: timestamp, offset });
    return undefined;
  }
  try {
    const schemaId = schemaIdOf(view.buffer, view.valueStart, view.valueEnd);
    const writer = work.table.writerOf(schemaId) ?? refused.get(schemaId);
    if (writer === undefined) return { offset, schemaId };
    if (writer instanceof DecodeError) throw writer;
    const bodyStart = view.valueStart + headerLength;
    if (!block.add(view, writer, bodyStart)) work.begin().add(view, writer, bodyStart);
  } catch (error) {
    block.addSetAside(setAside({ ...whySetAside(error), ...originOf(view, work) }));
  }
  return undefined;
}

function whySetAside(error: unknown) {
  const fate = 'dead-lettered' as const;
  if (error instanceof DecodeError)
    return { fate, reason: error.reason, detail: error.message, schemaId: error.schemaId, attempt: 0 };
  if (error instanceof MalformedRecordError)
    return { fate, reason: 'truncated-body' as const, detail: error.message, schemaId: null, attempt: 0 };
  throw error;
}

function originOf(view: RecordView, { table, partition }: PartitionWork) {
  const { offset, timestamp } = view;
  const topic = table.contract.name;
  return { topic, partition, offset, timestamp, key: view.key(), value: Buffer.from(view.value() ?? []) };
}

/** Where its source can't be read, nobody's: the books don't know `unknown`. */
function setAside(record: SetAsideRecord): SetAside {
  const { source, receivedAt } = identityOf(record);
  return { record, source: source === unknownSource ? '' : source, at: receivedAt };
}
