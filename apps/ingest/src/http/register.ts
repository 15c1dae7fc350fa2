import { setTimeout as delay } from 'node:timers/promises';
import type { WireCodec } from '@naru/avro';
import { type HubAccessKey, type HubPositionCommand, type HubSource, type HubSourceKey, topics } from '@naru/contracts';
import { type AccessKeys, Problem, type Scope, makeKey } from '@naru/http';
import type { SourceKeys } from '@naru/sealing';
import { type View, type TaskInput, positionCommandKey, untilApplied } from '@naru/streams';
import type { GroupCommit } from '../adapters/group-commit.js';
import type { Outgoing } from '../adapters/outgoing.js';
import { NotCommittedError, QueueFullError } from '../adapters/group-commit.js';
import type { Sources } from '../adapters/sources.js';
import { ingestProblems } from './problems.js';

/** How long a writer waits to read his own write (ms). */
const patienceMs = 3_000;
const againMs = 1_000;

export type NewSource = Omit<HubSource, 'tenant' | 'createdAt'>;

export interface NewAccessKey {
  readonly scopes: readonly Scope[];
  readonly source: string | null;
  readonly recordsPerSecond: number;
  readonly description: string;
}

export interface RegisterOptions {
  readonly tenant: string;
  readonly sources: Sources;
  readonly keys: AccessKeys;
  readonly sourceKeys: SourceKeys;
  readonly commits: Pick<GroupCommit, 'submit'>;
  readonly codecs: {
    readonly sources: WireCodec<HubSource>;
    readonly accessKeys: WireCodec<HubAccessKey>;
    readonly sourceKeys: WireCodec<HubSourceKey>;
    readonly positionCommands: WireCodec<HubPositionCommand>;
  };
  readonly views: Readonly<Record<'sources' | 'accessKeys' | 'sourceKeys', Pick<View<unknown>, 'changes'>>>;
  readonly now: () => number;
}

/**
 * Who sends, and with which keys. Writes to compacted topics and waits until its own view shows what it wrote, so that
 * the next request to this instance finds it; the others see it a moment later.
 */
export class Register {
  constructor(private readonly options: RegisterOptions) {}

  /** Registers a source, or changes what is said of it. Its key for sealing is made with it. */
  async putSource(source: NewSource): Promise<HubSource> {
    const { tenant, sources, codecs, views, now } = this.options;
    await this.ensureSourceKey(source.source);
    const known = sources.get(source.source);
    const value = { ...source, tenant, createdAt: known?.createdAt ?? now() };
    await this.#write({ topic: topics.hubSources, key: source.source, value: codecs.sources.encode(value) });
    await untilApplied(views.sources, patienceMs, () => {
      const applied = sources.get(source.source);
      return applied !== undefined && applied !== known;
    });
    return value;
  }

  /**
   * Makes the key that seals what this source sends, where it has none. Of two made at once by two instances the one
   * that stands first in the topic counts; who made the other writes the first again, so that compaction keeps that.
   */
  async ensureSourceKey(source: string): Promise<void> {
    const { sourceKeys, codecs, views, now } = this.options;
    if (sourceKeys.has(source)) return;
    const made = sourceKeys.create(source, new Date(now()));
    const write = (key: HubSourceKey): Promise<void> =>
      this.#write({ topic: topics.hubSourceKeys, key: source, value: codecs.sourceKeys.encode(key) });
    await write(made);
    await untilApplied(views.sourceKeys, patienceMs, () => sourceKeys.has(source));
    const first = sourceKeys.recordOf(source);
    if (first !== undefined && first.sealKeyId !== made.sealKeyId) await write(first);
  }

  /** As `ensureSourceKey`, again and again while Kafka takes nothing. */
  async untilSourceKey(source: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted)
      try {
        await this.ensureSourceKey(source);
        return;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        await delay(againMs, undefined, { signal }).catch(() => undefined);
      }
  }

  /** Makes a key. Its text is told once and never stored. */
  async makeKey(key: NewAccessKey): Promise<{ text: string; stored: HubAccessKey }> {
    const { tenant, keys, codecs, views, now } = this.options;
    const { text, keyId, secretSha256 } = makeKey();
    const stored = { ...key, keyId, secretSha256, tenant, createdAt: now() };
    await this.#write({ topic: topics.hubAccessKeys, key: keyId, value: codecs.accessKeys.encode(stored) });
    await untilApplied(views.accessKeys, patienceMs, () => keys.get(keyId) !== undefined);
    return { text, stored };
  }

  /** Deletes a key: from then on it opens nothing. Throws the problem NARU_KEY_UNKNOWN. */
  async deleteKey(keyId: string): Promise<void> {
    const { keys, views } = this.options;
    if (keys.get(keyId) === undefined) throw new Problem(ingestProblems.NARU_KEY_UNKNOWN);
    await this.#write({ topic: topics.hubAccessKeys, key: keyId, value: null });
    await untilApplied(views.accessKeys, patienceMs, () => keys.get(keyId) === undefined);
  }

  /** Lets a task go on at `from` that has stopped because records before it were gone. Its own service obeys. */
  async skipPosition(
    { from, ...input }: TaskInput & { readonly from: number },
    by: string,
  ): Promise<HubPositionCommand> {
    const command = { from, commandedBy: by, commandedAt: this.options.now() };
    const value = this.options.codecs.positionCommands.encode(command);
    await this.#write({ topic: topics.hubPositionCommands, key: positionCommandKey(input), value });
    return command;
  }

  async #write(record: Omit<Outgoing, 'timestamp'>): Promise<void> {
    try {
      await this.options.commits.submit([{ ...record, timestamp: this.options.now() }]);
    } catch (error) {
      if (!(error instanceof NotCommittedError || error instanceof QueueFullError)) throw error;
      throw new Problem(ingestProblems.NARU_NOT_COMMITTED, { headers: { 'retry-after': '1' }, cause: error });
    }
  }
}
