import { isUtf8 } from 'node:buffer';
import type { HubDeadLetter } from '@naru/contracts';
import { type Caller, type Page, Problem, takePage } from '@naru/http';
import type { Logger } from '@naru/observability';
import { SealBrokenError, type SourceKeys } from '@naru/sealing';
import type { Decisions } from '../adapters/decisions.js';
import type { SetAsideLog } from '../adapters/set-aside-log.js';
import { ingestProblems } from './problems.js';
import {
  type SetAsideDetail,
  type SetAsideItem,
  type SetAsideQuery,
  matches,
  orderKeyOf,
  toItem,
} from './set-aside.js';

export interface SetAsideDeskOptions {
  /** The noun of its topic. */
  readonly name: 'dead-letters' | 'quarantine';
  readonly log: Pick<SetAsideLog, 'entries' | 'read'>;
  readonly keys: Pick<SourceKeys, 'open'>;
  readonly decisions: Decisions;
  readonly logger: Logger;
}

/** A record set aside, and the way to its bytes. */
export interface FoundLetter {
  /** '<dead-letters or quarantine>/<partition>-<offset>'. */
  readonly letter: string;
  readonly original: HubDeadLetter;
  /** Throws the problem that says why they can't be had. */
  readonly bytesOf: () => Buffer;
}

/** Lists and opens what was set aside in one topic, by whichever stage. */
export class SetAsideDesk {
  constructor(private readonly options: SetAsideDeskOptions) {}

  /** The latest, newest first; how far back it goes is how many the log keeps. */
  list(query: SetAsideQuery): Page<SetAsideItem> {
    const { log, decisions } = this.options;
    const rows = log.entries
      .map((entry) => ({
        order: orderKeyOf(entry),
        item: toItem(entry, decisions.get(this.#nameOf(`${entry.partition}-${entry.offset}`))),
      }))
      .filter(({ item }) => matches(item, query))
      .sort((a, b) => (a.order < b.order ? 1 : -1));
    const { items, next } = takePage(rows, query, ({ order }) => order, 'descending');
    return { items: items.map(({ item }) => item), next };
  }

  /** One record with its bytes opened. Who opened it stands in the log. */
  async open(id: string, caller: Caller): Promise<SetAsideDetail> {
    const { letter, original, bytesOf } = await this.find(id, caller);
    const [partition = 0, offset = 0] = id.split('-').map(Number);
    const item = toItem({ ...original, partition, offset }, this.options.decisions.get(letter));
    return { ...item, original: original.sealed === null ? null : contentOf(bytesOf()) };
  }

  /** One record by its id. Throws the problem NARU_SET_ASIDE_UNKNOWN. */
  async find(id: string, { keyId }: Pick<Caller, 'keyId'>): Promise<FoundLetter> {
    const { log, logger } = this.options;
    const [, partition, offset] = /^(\d{1,6})-(\d{1,15})$/.exec(id)?.map(Number) ?? [];
    const original = partition === undefined || offset === undefined ? undefined : await log.read(partition, offset);
    if (original === undefined) throw new Problem(ingestProblems.NARU_SET_ASIDE_UNKNOWN);
    const letter = this.#nameOf(id);
    const bytesOf = (): Buffer => {
      const bytes = this.#unseal(original);
      logger.info({ letter, source: original.source, keyId }, 'Original bytes opened, booked');
      return bytes;
    };
    return { letter, original, bytesOf };
  }

  #nameOf(id: string): string {
    return `${this.options.name}/${id}`;
  }

  #unseal({ source, sealed, sealKeyId }: HubDeadLetter): Buffer {
    if (sealed === null || sealKeyId === null) throw new Problem(ingestProblems.NARU_BYTES_NOT_KEPT);
    try {
      return this.options.keys.open(source, { sealed, sealKeyId });
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      throw new Problem(ingestProblems.NARU_SEAL_KEY_GONE, { cause: error });
    }
  }
}

/** Bytes as JSON can hold them. */
export const contentOf = (bytes: Buffer): NonNullable<SetAsideDetail['original']> =>
  isUtf8(bytes)
    ? { encoding: 'utf-8', content: bytes.toString('utf8') }
    : { encoding: 'base64', content: bytes.toString('base64') };
