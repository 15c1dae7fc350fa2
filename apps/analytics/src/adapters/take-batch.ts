import { DecodeError, headerLength, schemaIdOf } from '@naru/avro';
import { MalformedRecordError } from '@naru/clickhouse';
import type { FetchedBatch, RecordView } from '@naru/kafka';
import type { Pending } from './pending.js';
import type { RowBlock } from './row-block.js';
import type { WarehouseTable } from './warehouse-table.js';

/** The record at which taking stopped, since its writer's schema isn't at hand. */
export interface MissingSchema {
  readonly offset: number;
  readonly schemaId: number;
}

interface Into {
  readonly pending: Pending;
  readonly table: WarehouseTable;
  /** Writers that the registry was asked for in vain, for this batch. */
  readonly refused: ReadonlyMap<number, DecodeError>;
}

/**
 * Takes the records of a batch from an offset on: each becomes a row of its partition's open block, or is set aside.
 * Stops where a schema has to be fetched first.
 */
export function takeBatch(batch: FetchedBatch, from: number, into: Into): MissingSchema | undefined {
  const partition = into.pending.of(batch);
  let missing: MissingSchema | undefined;
  batch.forEach((view) => {
    if (missing !== undefined || view.offset < from) return;
    const block = partition.open;
    missing = takeRecord(view, block, into);
    if (missing === undefined) block.coverTo(view.offset + 1);
  });
  if (missing === undefined) partition.open.coverTo(batch.lastOffset + 1);
  return missing;
}

function takeRecord(view: RecordView, block: RowBlock, into: Into): MissingSchema | undefined {
  const { name } = into.table.contract;
  if (view.valueStart < 0) {
    into.pending.tombstones.set(name, (into.pending.tombstones.get(name) ?? 0) + 1);
    return undefined;
  }
  try {
    const schemaId = schemaIdOf(view.buffer, view.valueStart, view.valueEnd);
    const encoder = into.table.encoderOf(schemaId) ?? into.refused.get(schemaId);
    if (encoder === undefined) return { offset: view.offset, schemaId };
    if (encoder instanceof DecodeError) throw encoder;
    block.add(view, encoder, view.valueStart + headerLength);
  } catch (error) {
    into.pending.setAside.push({ ...whySetAside(error), ...originOf(view, name, block.partition) });
  }
  return undefined;
}

function whySetAside(error: unknown) {
  const fate = 'dead-lettered' as const;
  if (error instanceof DecodeError)
    return { fate, reason: error.reason, detail: error.message, schemaId: error.schemaId };
  if (error instanceof MalformedRecordError)
    return { fate, reason: 'truncated-body' as const, detail: error.message, schemaId: null };
  throw error;
}

function originOf(view: RecordView, topic: string, partition: number) {
  const { offset, timestamp } = view;
  return { topic, partition, offset, timestamp, key: view.key(), value: Buffer.from(view.value() ?? []) };
}
