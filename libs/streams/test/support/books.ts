import { expect } from '@jest/globals';
import { type HubLedgerEntry, type HubLedgerRange, topics } from '@naru/contracts';
import type { Surroundings } from './surroundings.js';
import { Collector } from './words.js';

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** What a stage has booked so far, in order of its tasks' entries. */
export class BooksOfStage {
  private constructor(
    private readonly entriesOfAll: Collector<HubLedgerEntry>,
    private readonly stage: string,
  ) {}

  static async of(at: Surroundings, stage: string): Promise<BooksOfStage> {
    return new BooksOfStage(await Collector.of(at, topics.hubLedger), stage);
  }

  get entries(): HubLedgerEntry[] {
    return this.entriesOfAll.values.map(({ value }) => value).filter(({ stage }) => stage === this.stage);
  }

  /** Records booked under this fate, of all tasks and minutes. */
  fates(fate: string): number {
    const counts = this.entries.flatMap((entry) => entry.counts);
    return sumOf(counts.filter((count) => count.fate === fate).map(({ count }) => count));
  }

  produced(topic: string): number {
    const produced = this.entries.flatMap((entry) => entry.produced);
    return sumOf(produced.filter((each) => each.topic === topic).map(({ count }) => count));
  }

  /** The ranges of an input partition, as its task told them one after the other. */
  ranges(topic: string, partition: number): HubLedgerRange[] {
    const ranges = this.entries.flatMap((entry) => entry.ranges);
    return ranges.filter((range) => range.topic === topic && range.partition === partition);
  }

  /** Waits until so many records are booked. */
  expectBooked(records: number): Promise<void> {
    return this.entriesOfAll.until(
      () => sumOf(this.entries.flatMap(({ counts }) => counts.map((c) => c.count))) >= records,
    );
  }

  /** Waits until so many records are booked, then holds the books against themselves: nothing missing, nothing twice. */
  async expectBalanced(topic: string, records: number): Promise<void> {
    await this.expectBooked(records);
    for (const { task, ranges, counts } of this.entries) {
      expect(sumOf(ranges.map((range) => range.records))).toBe(sumOf(counts.map(({ count }) => count)));
      for (const { partition } of ranges) expect(partition).toBe(task);
    }
    const taken = [0, 1].map((partition) => {
      const ranges = this.ranges(topic, partition);
      expect(ranges.map(({ fromOffset }) => fromOffset)).toEqual(
        [0, ...ranges.map(({ toOffset }) => toOffset)].slice(0, ranges.length),
      );
      return sumOf(ranges.map((range) => range.records));
    });
    expect(sumOf(taken)).toBe(records);
  }

  close(): Promise<void> {
    return this.entriesOfAll.close();
  }
}
