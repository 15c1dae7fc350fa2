/** Rows of one topic partition, by their offsets: `to` is the offset behind the last. */
export interface OffsetRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** The same range is always inserted under the same token: what was inserted before is not inserted again. */
export const insertToken = ({ topic, partition, from, to }: OffsetRange): string =>
  `${topic}/${partition}/${from}-${to}`;
