import type { Asset } from './asset.js';
import { History } from './history.js';
import { type Span, always, overlapOf } from './span.js';

/** Who carried a device at an instant, and around it how long that answer stays the same. */
export interface Carried {
  readonly asset: Asset | undefined;
  readonly span: Span;
}

const byNobody: Carried = { asset: undefined, span: always };

/** The assets of the city with all their versions, and which of them carried a device when. */
export class Assets {
  readonly #histories = new Map<string, History<Asset>>();
  /** The assets that carry the device in some version. */
  readonly #carriers = new Map<string, readonly History<Asset>[]>();

  put(asset: Asset): void {
    const history = this.#histories.get(asset.assetId) ?? new History<Asset>();
    this.#histories.set(asset.assetId, history);
    const before = history.version(asset.validFrom);
    if (!history.put(asset)) return;
    this.#forgetDevices(history, before);
    for (const device of asset.devices) {
      const carriers = this.#carriers.get(device) ?? [];
      if (!carriers.includes(history)) this.#carriers.set(device, [...carriers, history]);
    }
  }

  remove(assetId: string, validFrom: number): void {
    const history = this.#histories.get(assetId);
    if (history === undefined) return;
    this.#forgetDevices(history, history.remove(validFrom));
    if (history.versions.length === 0) this.#histories.delete(assetId);
  }

  version(assetId: string, validFrom: number): Asset | undefined {
    return this.#histories.get(assetId)?.version(validFrom);
  }

  at(assetId: string, instant: number): Asset | undefined {
    return this.#histories.get(assetId)?.at(instant);
  }

  /** Every asset as it was at an instant. */
  *allAt(instant: number): IterableIterator<Asset> {
    for (const history of this.#histories.values()) {
      const asset = history.at(instant);
      if (asset !== undefined) yield asset;
    }
  }

  /**
   * The asset that carried a source's device at an instant. One that names the source goes before one that names the
   * device alone; of several, the one whose version began last, then the one learned last, then the lowest id.
   */
  carrierAt(source: string, device: string, instant: number): Carried {
    const named = this.#carrierAt(`${source}/${device}`, instant);
    const ofAnySource = this.#carrierAt(device, instant);
    return { asset: named.asset ?? ofAnySource.asset, span: overlapOf(named.span, ofAnySource.span) };
  }

  #carrierAt(name: string, instant: number): Carried {
    const carriers = this.#carriers.get(name);
    if (carriers === undefined) return byNobody;
    let first: Asset | undefined;
    let span = always;
    for (const history of carriers) {
      span = overlapOf(span, history.steadySpan(instant));
      const asset = history.at(instant);
      if (asset?.devices.includes(name) !== true) continue;
      if (first === undefined || byPrecedence(asset, first) < 0) first = asset;
    }
    return { asset: first, span };
  }

  /** After a version has gone: its asset may carry its devices in no other. */
  #forgetDevices(history: History<Asset>, gone: Asset | undefined): void {
    for (const device of gone?.devices ?? []) {
      if (history.versions.some(({ devices }) => devices.includes(device))) continue;
      const left = this.#carriers.get(device)?.filter((carrier) => carrier !== history) ?? [];
      if (left.length === 0) this.#carriers.delete(device);
      else this.#carriers.set(device, left);
    }
  }
}

function byPrecedence(a: Asset, b: Asset): number {
  return b.validFrom - a.validFrom || b.recordedAt - a.recordedAt || (a.assetId < b.assetId ? -1 : 1);
}
