// What is about to be inserted stands in Kafka before the insert begins, beside the committed offset of its partition
// (its metadata): whoever takes the task over knows which rows may be there, and under which name their insert runs.

/** The insert of the rows from the committed offset on. */
export interface Plan {
  /** Offset behind the last record of the block. */
  readonly to: number;
  readonly rows: number;
  /** Of the rows' bytes, hexadecimal. */
  readonly hash: string;
  /** Of the columns and their types: under another layout the same records make other bytes. */
  readonly layout: string;
}

const VERSION = 'insert-1';

/** As metadata of an offset; Kafka takes up to 4,096 bytes. */
export const planText = ({ to, rows, hash, layout }: Plan): string => [VERSION, to, rows, hash, layout].join(' ');

/** The plan that stands beside an offset; undefined where none does, or none that this version can read. */
export function readPlan(text: string | undefined): Plan | undefined {
  const [version, to, rows, hash, layout] = text?.split(' ') ?? [];
  if (version !== VERSION || hash === undefined || layout === undefined) return undefined;
  return { to: Number(to), rows: Number(rows), hash, layout };
}
