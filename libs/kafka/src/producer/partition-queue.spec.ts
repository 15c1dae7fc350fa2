import { describe, expect, it } from '@jest/globals';
import { codes } from '../errors.js';
import { BatchWriter } from '../records/batch-writer.js';
import { PartitionQueue } from './partition-queue.js';

const BASE_SEQUENCE = 53;
const identity = { transactionalId: 'id', producerId: 1n, epoch: 0 };

function queueOf(batches: number): PartitionQueue {
  const queue = new PartitionQueue('topic', 0, identity);
  const writer = new BatchWriter();
  for (let n = 0; n < batches; n++) {
    writer.append(0, 'a', null);
    writer.append(0, 'b', null);
    for (const batch of writer.finish()) queue.push(batch);
  }
  return queue;
}

/** Takes all that may go out now. */
function sendAll(queue: PartitionQueue, now = 0): Buffer[] {
  const sent: Buffer[] = [];
  while (queue.sendableIn(now) === 0) {
    const batch = queue.take();
    if (batch) sent.push(batch);
  }
  return sent;
}

const sequences = (batches: readonly Buffer[]) => batches.map((batch) => batch.readInt32BE(BASE_SEQUENCE));

describe('a partition’s batches on their way', () => {
  it('go out first alone, then five at a time, each with the sequence after the one before', () => {
    const queue = queueOf(8);
    const [first, ...none] = sendAll(queue);
    expect(none).toEqual([]);
    if (first) queue.acknowledge(first, -1);
    const next = sendAll(queue);
    expect(sequences(next)).toEqual([2, 4, 6, 8, 10]);
    for (const batch of next) queue.acknowledge(batch, -1);
    expect(sequences(sendAll(queue))).toEqual([12, 14]);
    expect(queue.isSettled).toBe(false);
  });

  it('have an end, where the broker said of the last one where it stands', () => {
    const queue = queueOf(3);
    const [first] = sendAll(queue);
    if (first) queue.acknowledge(first, 70);
    expect(queue.end).toBe(72);
    const [second, third] = sendAll(queue);
    if (second) queue.acknowledge(second, 75);
    expect(queue.end).toBe(77);
    if (third) queue.acknowledge(third, -1);
    expect(queue.end).toBeUndefined();
  });

  it('go out again in order from the one that failed, when everything under way is answered, after a pause', () => {
    const queue = queueOf(4);
    for (const batch of sendAll(queue)) queue.acknowledge(batch, -1);
    const [second, third, fourth] = sendAll(queue);
    if (!second || !third || !fourth) throw new Error('three batches were to go out');
    queue.postpone(100);
    expect(queue.followsFromRecovery(third, codes.OUT_OF_ORDER_SEQUENCE_NUMBER)).toBe(true);
    expect(queue.followsFromRecovery(second, codes.OUT_OF_ORDER_SEQUENCE_NUMBER)).toBe(false);
    queue.postpone(100);
    expect(queue.sendableIn(1_000)).toBeUndefined();
    queue.postpone(100);
    expect(queue.sendableIn(100)).toBeGreaterThan(0);
    const again = sendAll(queue, 1_000);
    expect(again).toEqual([second, third, fourth]);
    for (const batch of again) queue.acknowledge(batch, -1);
    expect(queue.isSettled).toBe(true);
  });

  it('that aren’t under way can be dropped', () => {
    const queue = queueOf(3);
    const [first] = sendAll(queue);
    queue.drop();
    if (first) queue.acknowledge(first, -1);
    expect(queue.isSettled).toBe(true);
  });

  it('that nobody has answered for are sent again where the others are dropped, until the broker says what became of them', () => {
    const queue = queueOf(3);
    const [first] = sendAll(queue);
    if (!first) throw new Error('one batch was to go out');
    queue.doubt(first, 0);
    queue.drop();
    expect(queue.isSettled).toBe(false);
    const again = sendAll(queue, 1_000);
    expect(again).toEqual([first]);
    queue.conclude(first);
    expect([queue.isSettled, queue.inFlight, sendAll(queue, 2_000)]).toEqual([true, 0, []]);
  });
});
