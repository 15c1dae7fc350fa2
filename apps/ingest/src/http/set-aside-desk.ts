import { isUtf8 } from 'node:buffer';
import type { HubDeadLetter } from '@naru/contracts';
import { type Caller, type Page, Problem, takePage } from '@naru/http';
import type { Logger } from '@naru/observability';
import { SealBrokenError, type SourceKeys } from '@naru/sealing';
import type { Decisions } from '../adapters/decisions.js';
import { groupIdOf, traitsOf } from '../adapters/set-aside-group.to-wire.js';
import type { ReadLetter, SetAsideEntry, SetAsideLog } from '../adapters/set-aside-log.js';
import type { StageRecords } from '../adapters/stage-records.js';
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
  readonly stages: Pick<StageRecords, 'asJson'>;
  readonly logger: Logger;
}

/** A record set aside, and the way to its bytes. */
export interface FoundLetter {
  /** '<dead-letters or quarantine>/<partition>-<offset>'. */
  readonly letter: string;
  readonly original: HubDeadLetter;
  /** When it was set aside, ms since 1970. */
  readonly setAsideAt: number;
  readonly group: string;
  /** Throws the problem that says why they can't be had. */
  readonly bytesOf: () => Buffer;
}

/** Lists and opens what was set aside in one topic, by whichever stage. */
export class SetAsideDesk {
  constructor(private readonly options: SetAsideDeskOptions) {}

  /** The latest, newest first; how far back it goes is how many the log keeps. */
  list(query: SetAsideQuery): Page<SetAsideItem> {
    const rows = this.options.log.entries
      .map((entry) => ({
        order: orderKeyOf(entry),
        item: this.#itemOf(entry),
      }))
      .filter(({ item }) => matches(item, query))
      .sort((a, b) => (a.order < b.order ? 1 : -1));
    const { items, next } = takePage(rows, query, ({ order }) => order, 'descending');
    return { items: items.map(({ item }) => item), next };
  }

  /** One record with its bytes opened. Who opened it stands in the log. */
  async open(id: string, caller: Caller): Promise<SetAsideDetail> {
    const { original, bytesOf } = await this.find(id, caller);
    const [partition = 0, offset = 0] = id.split('-').map(Number);
    const item = this.#itemOf({ ...original, partition, offset });
    if (original.sealed === null) return { ...item, original: null, decoded: null };
    const bytes = bytesOf();
    const decoded = original.originTopic === null ? null : await this.options.stages.asJson(bytes);
    return { ...item, original: contentOf(bytes), decoded };
  }

  /** One record by its id. Throws the problem NARU_SET_ASIDE_UNKNOWN. */
  async find(id: string, caller: Pick<Caller, 'keyId'>): Promise<FoundLetter> {
    const [, partition, offset] = /^(\d{1,6})-(\d{1,15})$/.exec(id)?.map(Number) ?? [];
    const isPlace = partition !== undefined && offset !== undefined;
    const read = isPlace ? await this.options.log.read(partition, offset) : undefined;
    if (read === undefined) throw new Problem(ingestProblems.NARU_SET_ASIDE_UNKNOWN);
    return this.found(id, read, caller);
  }

  /** One record as it was read. */
  found(id: string, { value: original, at }: ReadLetter, { keyId }: Pick<Caller, 'keyId'>): FoundLetter {
    const { name, logger } = this.options;
    const letter = this.#nameOf(id);
    const bytesOf = (): Buffer => {
      const bytes = this.#unseal(original);
      logger.info({ letter, source: original.source, keyId }, 'Original bytes opened');
      return bytes;
    };
    return { letter, original, setAsideAt: at, group: groupIdOf(traitsOf(name, original)), bytesOf };
  }

  #itemOf(entry: SetAsideEntry): SetAsideItem {
    const { name, decisions } = this.options;
    const letter = this.#nameOf(`${entry.partition}-${entry.offset}`);
    return toItem(entry, { group: groupIdOf(traitsOf(name, entry)), decision: decisions.get(letter) });
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
