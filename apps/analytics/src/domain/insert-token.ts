/** Rows of one topic partition, by their offsets: `to` is the offset behind the last. */
export interface OffsetRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The same rows of the same range are always inserted under the same token: what was inserted before is not inserted
 * again. The hash keeps a topic that was made anew under its old name from being taken for its former self. It is the
 * insert's query id, too: never do two of them run at once.
 *
 * @param contentHash of the block's rows, hexadecimal
 */
export const insertToken = ({ topic, partition, from, to }: OffsetRange, contentHash: string): string =>
  `${topic}/${partition}/${from}-${to}/${contentHash}`;
