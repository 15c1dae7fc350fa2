import type { Asset } from './asset.js';
import { Assets } from './assets.js';
import type { Zone } from './zone.js';
import { Zones } from './zones.js';

/** The master data of the city as this instance knows it. */
export class MasterData {
  readonly assets = new Assets();
  readonly zones = new Zones();
  /** Rises with every change: what was concluded under another number may be wrong now. */
  generation = 0;

  putAsset(asset: Asset): void {
    this.assets.put(asset);
    this.generation++;
  }

  removeAsset(assetId: string, validFrom: number): void {
    this.assets.remove(assetId, validFrom);
    this.generation++;
  }

  putZone(zone: Zone): void {
    this.zones.put(zone);
    this.generation++;
  }

  removeZone(kind: string, zoneId: string, validFrom: number): void {
    this.zones.remove(kind, zoneId, validFrom);
    this.generation++;
  }
}
