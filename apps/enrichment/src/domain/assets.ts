import type { Asset } from './asset.js';
import { History } from './history.js';
import { boundariesOf, steadySpan, type Span } from './span.js';

/** The assets of the city with all their versions, and which of them carried a device when. */
export class Assets {
  readonly #histories = new Map<string, History<Asset>>();
  /** Ids of the assets that carry the device in some version. */
  readonly #carriers = new Map<string, Set<string>>();

  put(asset: Asset): void {
    const history = this.#histories.get(asset.assetId) ?? new History<Asset>();
    this.#histories.set(asset.assetId, history);
    const before = history.version(asset.validFrom);
    if (!history.put(asset)) return;
    this.#forgetDevices(before);
    for (const device of asset.devices) {
      const carriers = this.#carriers.get(device) ?? new Set();
      this.#carriers.set(device, carriers.add(asset.assetId));
    }
  }

  remove(assetId: string, validFrom: number): void {
    const history = this.#histories.get(assetId);
    this.#forgetDevices(history?.remove(validFrom));
    if (history?.versions.length === 0) this.#histories.delete(assetId);
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
  carrierAt(source: string, device: string, instant: number): Asset | undefined {
    for (const name of [`${source}/${device}`, device]) {
      const carriers = [...this.#candidates(name)]
        .map((history) => history.at(instant))
        .filter((asset): asset is Asset => asset?.devices.includes(name) === true)
        .sort(byPrecedence);
      if (carriers[0] !== undefined) return carriers[0];
    }
    return undefined;
  }

  /** The span around an instant in which the answer of `carrierAt` stays the same. */
  steadySpan(source: string, device: string, instant: number): Span {
    const histories = [`${source}/${device}`, device].flatMap((name) => [...this.#candidates(name)]);
    return steadySpan(boundariesOf(histories.flatMap(({ versions }) => versions)), instant);
  }

  *#candidates(device: string): IterableIterator<History<Asset>> {
    for (const assetId of this.#carriers.get(device) ?? []) {
      const history = this.#histories.get(assetId);
      if (history !== undefined) yield history;
    }
  }

  /** After a version has gone: its asset may carry its devices in no other. */
  #forgetDevices(gone: Asset | undefined): void {
    for (const device of gone?.devices ?? []) {
      const { assetId } = gone ?? { assetId: '' };
      const versions = this.#histories.get(assetId)?.versions ?? [];
      if (versions.some(({ devices }) => devices.includes(device))) continue;
      const carriers = this.#carriers.get(device);
      carriers?.delete(assetId);
      if (carriers?.size === 0) this.#carriers.delete(device);
    }
  }
}

function byPrecedence(a: Asset, b: Asset): number {
  return b.validFrom - a.validFrom || b.recordedAt - a.recordedAt || (a.assetId < b.assetId ? -1 : 1);
}
