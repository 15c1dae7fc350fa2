import { isUtf8 } from 'node:buffer';
import { type Caller, type Page, Problem, takePage } from '@naru/http';
import type { Logger } from '@naru/observability';
import { SealBrokenError, type SourceKeys } from '@naru/sealing';
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

/** Lists and opens what was set aside in one topic, by whichever stage. */
export class SetAsideDesk {
  constructor(
    private readonly log: Pick<SetAsideLog, 'entries' | 'read'>,
    private readonly keys: Pick<SourceKeys, 'open'>,
    private readonly logger: Logger,
  ) {}

  /** The latest, newest first; how far back it goes is how many the log keeps. */
  list(query: SetAsideQuery): Page<SetAsideItem> {
    const rows = this.log.entries
      .map((entry) => ({ order: orderKeyOf(entry), item: toItem(entry) }))
      .filter(({ item }) => matches(item, query))
      .sort((a, b) => (a.order < b.order ? 1 : -1));
    const { items, next } = takePage(rows, query, ({ order }) => order, 'descending');
    return { items: items.map(({ item }) => item), next };
  }

  /** One record with its bytes opened. Who opened it stands in the log. */
  async open(id: string, caller: Caller): Promise<SetAsideDetail> {
    const [, partition, offset] = /^(\d{1,6})-(\d{1,15})$/.exec(id)?.map(Number) ?? [];
    const found = partition === undefined || offset === undefined ? undefined : await this.log.read(partition, offset);
    if (found === undefined) throw new Problem(ingestProblems.NARU_SET_ASIDE_UNKNOWN);
    const item = toItem({ ...found, partition: partition ?? 0, offset: offset ?? 0 });
    const { source, sealed, sealKeyId } = found;
    if (sealed === null || sealKeyId === null) return { ...item, original: null };
    this.logger.info({ id, source, recordId: item.recordId, keyId: caller.keyId }, 'Original bytes opened, booked');
    return { ...item, original: contentOf(this.#unseal(source, sealed, sealKeyId)) };
  }

  #unseal(source: string, sealed: Buffer, sealKeyId: string): Buffer {
    try {
      return this.keys.open(source, { sealed, sealKeyId });
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      throw new Problem(ingestProblems.NARU_SEAL_KEY_GONE, { cause: error });
    }
  }
}

const contentOf = (bytes: Buffer): NonNullable<SetAsideDetail['original']> =>
  isUtf8(bytes)
    ? { encoding: 'utf-8', content: bytes.toString('utf8') }
    : { encoding: 'base64', content: bytes.toString('base64') };
