import { isDeepStrictEqual } from 'node:util';
import { Problem } from '@naru/http';
import { type View, untilApplied } from '@naru/streams';
import type { z } from 'zod';
import { type MasterDataWriter, NotCommittedError } from '../adapters/master-data-writer.js';
import { assetVersion, zoneVersion } from '../adapters/version.from-json.js';
import { zoneToWire } from '../adapters/zone.to-wire.js';
import type { Versioned } from '../domain/history.js';
import type { MasterData } from '../domain/master-data.js';
import { keyOfAsset, keyOfZone } from '../domain/version-key.js';
import { enrichmentProblems } from './problems.js';

/** What became of a load. */
export interface Loaded {
  /** Versions written. */
  readonly accepted: number;
  /** Versions that were known already, word for word: not written again. */
  readonly unchanged: number;
}

export interface MasterDataDeskOptions {
  readonly masterData: MasterData;
  readonly writer: Pick<MasterDataWriter, 'writeAssets' | 'writeZones'>;
  readonly views: Readonly<Record<'assets' | 'zones', Pick<View<unknown>, 'changes'>>>;
  /** ms since 1970, UTC. */
  readonly now: () => number;
}

const mostErrors = 100;

/** How long a load waits until this instance places by it (ms). */
const patienceMs = 5_000;

/**
 * Takes versions of the master data: a whole request or nothing of it. Answers when this instance places by them; the
 * others do a moment later.
 */
export class MasterDataDesk {
  constructor(private readonly options: MasterDataDeskOptions) {}

  async loadAssets(given: readonly unknown[]): Promise<Loaded> {
    const { masterData, writer, views } = this.options;
    const { all, fresh } = this.#judge(assetVersion, given, keyOfAsset, ({ assetId, validFrom }) =>
      masterData.assets.version(assetId, validFrom),
    );
    await this.#commit(writer.writeAssets(fresh.map((value) => ({ key: keyOfAsset(value), value }))));
    await untilApplied(
      views.assets,
      patienceMs,
      allThere(fresh, ({ assetId, validFrom }) => masterData.assets.version(assetId, validFrom)),
    );
    return { accepted: fresh.length, unchanged: all - fresh.length };
  }

  async loadZones(given: readonly unknown[]): Promise<Loaded> {
    const { masterData, writer, views } = this.options;
    const { all, fresh } = this.#judge(zoneVersion, given, keyOfZone, ({ kind, zoneId, validFrom }) =>
      masterData.zones.version(kind, zoneId, validFrom),
    );
    await this.#commit(writer.writeZones(fresh.map((zone) => ({ key: keyOfZone(zone), value: zoneToWire(zone) }))));
    await untilApplied(
      views.zones,
      patienceMs,
      allThere(fresh, ({ kind, zoneId, validFrom }) => masterData.zones.version(kind, zoneId, validFrom)),
    );
    return { accepted: fresh.length, unchanged: all - fresh.length };
  }

  /** Takes a version back as if it had never been said. Throws the problem NARU_ASSET_UNKNOWN. */
  async removeAsset(assetId: string, validFrom: number): Promise<void> {
    const { masterData, writer, views } = this.options;
    const known = () => masterData.assets.version(assetId, validFrom);
    if (known() === undefined) throw new Problem(enrichmentProblems.NARU_ASSET_UNKNOWN);
    await this.#commit(writer.writeAssets([{ key: keyOfAsset({ assetId, validFrom }), value: null }]));
    await untilApplied(views.assets, patienceMs, () => known() === undefined);
  }

  /** Takes a version back as if it had never been said. Throws the problem NARU_ZONE_UNKNOWN. */
  async removeZone(kind: string, zoneId: string, validFrom: number): Promise<void> {
    const { masterData, writer, views } = this.options;
    const known = () => masterData.zones.version(kind, zoneId, validFrom);
    if (known() === undefined) throw new Problem(enrichmentProblems.NARU_ZONE_UNKNOWN);
    await this.#commit(writer.writeZones([{ key: keyOfZone({ kind, zoneId, validFrom }), value: null }]));
    await untilApplied(views.zones, patienceMs, () => known() === undefined);
  }

  /** The versions of a request that say something new, stamped; throws where one of them is not valid. */
  #judge<V>(
    schema: z.ZodType<V>,
    given: readonly unknown[],
    keyOf: (version: V) => string,
    knownOf: (version: V) => (V & Versioned) | undefined,
  ): { readonly all: number; readonly fresh: (V & { recordedAt: number })[] } {
    const errors: { where: string; what: string }[] = [];
    const byKey = new Map<string, V>();
    given.forEach((value, index) => {
      const { success, data, error } = schema.safeParse(value);
      if (!success) {
        for (const { path, message } of error.issues) errors.push({ where: [index, ...path].join('.'), what: message });
        return;
      }
      const same = byKey.get(keyOf(data));
      if (same !== undefined && !isDeepStrictEqual(same, data))
        errors.push({
          where: String(index),
          what: 'says something else of the same id and validFrom than a version before it',
        });
      byKey.set(keyOf(data), data);
    });
    if (errors.length > 0)
      throw new Problem(enrichmentProblems.NARU_MASTER_DATA_INVALID, {
        detail: `${errors.length} errors in ${given.length} versions.`,
        members: { errors: errors.slice(0, mostErrors) },
      });
    const fresh = [...byKey.values()].flatMap((version) => {
      const known = knownOf(version);
      // later than what is known, also where another instance's clock is ahead: the later statement counts
      const recordedAt = Math.max(this.options.now(), (known?.recordedAt ?? 0) + 1);
      const isKnown = known !== undefined && isDeepStrictEqual({ ...version, recordedAt: known.recordedAt }, known);
      return isKnown ? [] : [{ ...version, recordedAt }];
    });
    return { all: given.length, fresh };
  }

  async #commit(written: Promise<void>): Promise<void> {
    try {
      await written;
    } catch (error) {
      if (!(error instanceof NotCommittedError)) throw error;
      throw new Problem(enrichmentProblems.NARU_NOT_COMMITTED, { headers: { 'retry-after': '2' }, cause: error });
    }
  }
}

/** Whether all have been applied, as they or as something later; asked again and again, it goes on where it stood. */
function allThere<V extends Versioned>(written: readonly V[], knownOf: (version: V) => Versioned | undefined) {
  let next = 0;
  return (): boolean => {
    for (let version = written[next]; version !== undefined; version = written[++next])
      if ((knownOf(version)?.recordedAt ?? 0) < version.recordedAt) return false;
    return true;
  };
}
