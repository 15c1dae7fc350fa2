import type { CityAsset } from '@naru/contracts';
import type { Asset } from '../domain/asset.js';

/**
 * A plain object throughout, so that it can be compared with what people write. Nothing has room for more: a city has
 * hundreds of thousands of assets.
 */
export const assetFromWire = (wire: CityAsset): Asset => ({
  assetId: wire.assetId,
  kind: wire.kind,
  name: wire.name,
  devices: [...wire.devices],
  point: wire.point === null ? null : { longitude: wire.point.longitude, latitude: wire.point.latitude },
  zones: wire.zones,
  building: wire.building,
  storey: wire.storey,
  attributes: wire.attributes,
  validFrom: wire.validFrom,
  validTo: wire.validTo,
  recordedAt: wire.recordedAt,
});
