import { BatchWriter } from '../records/batch-writer.js';
import { markControl, placeAt, recordsOf, stampProducer } from '../records/batch-header.js';
import { committedBatches } from '../records/committed-batches.js';
import type { FetchedBatch } from '../records/fetched-batch.js';

/** Batches of a transaction for one partition, as `BatchWriter` finishes them. */
export interface Written {
  readonly topic: string;
  readonly partition: number;
  readonly batches: readonly Buffer[];
}

interface PartitionLog {
  bytes: Buffer;
  end: number;
  readonly aborted: { readonly producerId: number; readonly firstOffset: number; readonly lastOffset: number }[];
}

const PRODUCER_ID = 1;
const ABORT = 0;
const COMMIT = 1;

/**
 * Partitions as bytes in memory, for tests that ask what order and cut do: batches as a broker keeps them, aborted ones and
 * the markers of transactions among them, one transaction after the other. It answers like a `read_committed` fetch.
 */
export class LogInProcess {
  readonly #partitions = new Map<string, PartitionLog>();

  /** The batches are the log's from then on. */
  commit(written: Iterable<Written>): void {
    for (const each of written) this.#append(each, COMMIT);
  }

  /** What nobody will read. */
  abort(written: Iterable<Written>): void {
    for (const each of written) {
      const log = this.#log(each.topic, each.partition);
      const firstOffset = log.end;
      this.#append(each, ABORT);
      log.aborted.push({ producerId: PRODUCER_ID, firstOffset, lastOffset: log.end - 1 });
    }
  }

  /** Where a partition ends. */
  end(topic: string, partition: number): number {
    return this.#log(topic, partition).end;
  }

  /** Everything from an offset on that was committed, in batches whose ranges touch. */
  read(topic: string, partition: number, position: number): FetchedBatch[] {
    const { bytes, aborted } = this.#log(topic, partition);
    const overlapping = aborted.filter(({ lastOffset }) => lastOffset >= position);
    return committedBatches({ topic, partition, position, bytes, aborted: overlapping });
  }

  #append({ topic, partition, batches }: Written, outcome: number): void {
    const log = this.#log(topic, partition);
    for (const batch of [...batches, marker(outcome)]) {
      placeAt(batch, log.end);
      stampProducer(batch, BigInt(PRODUCER_ID), 0, log.end);
      log.end += recordsOf(batch);
      log.bytes = Buffer.concat([log.bytes, batch]);
    }
  }

  #log(topic: string, partition: number): PartitionLog {
    const key = `${topic}/${partition}`;
    let log = this.#partitions.get(key);
    if (log === undefined) this.#partitions.set(key, (log = { bytes: Buffer.alloc(0), end: 0, aborted: [] }));
    return log;
  }
}

function marker(outcome: number): Buffer {
  const writer = new BatchWriter({ compression: 'none' });
  writer.append(0, Buffer.of(0, 0, 0, outcome), Buffer.alloc(6));
  const [batch] = writer.finish();
  if (batch === undefined) throw new Error('A marker is a batch of one record');
  markControl(batch);
  return batch;
}
