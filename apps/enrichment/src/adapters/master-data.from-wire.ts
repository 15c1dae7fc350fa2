import type { CityAsset, CityZone } from '@naru/contracts';
import { GeometryError, isWgs84 } from '@naru/geo';
import type { Logger } from '@naru/observability';
import type { MasterData } from '../domain/master-data.js';
import { readAssetKey, readZoneKey } from '../domain/version-key.js';
import { assetFromWire } from './asset.from-wire.js';
import { zoneFromWire } from './zone.from-wire.js';

/**
 * Applies the topics of the master data: give the two to their views. What this service can't have written, a foreign
 * writer has: it is passed over, and must not keep the service from the rest.
 */
export const applyMasterData = (masterData: MasterData, log: Pick<Logger, 'error'>) => ({
  asset: (key: string, asset: CityAsset | null): void => {
    const gone = readAssetKey(key);
    if (asset?.point != null && !isWgs84(asset.point.longitude, asset.point.latitude))
      log.error({ key }, 'Point of an asset is none of the earth, the asset is passed over');
    else if (asset !== null) masterData.putAsset(assetFromWire(asset));
    else if (gone !== undefined) masterData.removeAsset(gone.assetId, gone.validFrom);
  },

  zone: (key: string, zone: CityZone | null): void => {
    const gone = readZoneKey(key);
    try {
      if (zone !== null) masterData.putZone(zoneFromWire(zone));
      else if (gone !== undefined) masterData.removeZone(gone.kind, gone.zoneId, gone.validFrom);
    } catch (error) {
      if (!(error instanceof GeometryError || error instanceof SyntaxError)) throw error;
      log.error({ key, err: error }, 'Geometry of a zone can not be read, the zone is passed over');
    }
  },
});
