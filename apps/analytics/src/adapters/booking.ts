import type { Position } from '@naru/kafka';
import type { Tally } from '@naru/ledger';
import { planText } from '../domain/plan.js';
import type { Step } from './partition-work.js';
import type { SetAside } from './row-block.js';

/** What one transaction says of one topic partition. */
export interface Booking {
  /** The task that it belongs to. */
  readonly partition: number;
  /** Where the group stands then, and what is planned there. */
  readonly position: Required<Position>;
  readonly setAside: readonly SetAside[];
  /** Counts what became of its records. */
  count(tally: Tally): void;
}

export function bookingOf(step: Step): Booking {
  const { work, done } = step;
  const { plan, ...position } = work.positionAfter(step);
  return {
    partition: work.partition,
    position: { ...position, metadata: plan === undefined ? '' : planText(plan) },
    setAside: done.flatMap(({ setAside }) => setAside),
    count: (tally) => {
      if (work.table.isBooked) countBlocks(tally, work.table.contract.name, done);
    },
  };
}

function countBlocks(tally: Tally, topic: string, blocks: Step['done']): void {
  for (const block of blocks) {
    tally.took(topic, block.partition, block.from, block.to, block.records);
    for (let row = 0; row < block.rows; row++) {
      const { source, at } = block.originOf(row);
      tally.count(topic, source, at, 'delivered');
    }
    for (const { source, at } of block.deleted) tally.count(topic, source, at, 'delivered');
    for (const { source, at, record } of block.setAside) tally.count(topic, source, at, record.fate, record.reason);
  }
}
