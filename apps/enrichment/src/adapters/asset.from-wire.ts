import type { CityAsset } from '@naru/contracts';
import type { Asset } from '../domain/asset.js';

/** A plain object throughout, so that it can be compared with what people write. */
export const assetFromWire = ({ point, ...rest }: CityAsset): Asset => ({
  ...rest,
  point: point === null ? null : { longitude: point.longitude, latitude: point.latitude },
});
