import type { CityAsset } from '@naru/contracts';
import type { Asset } from '../domain/asset.js';

/** The wire shape is the domain's own: named here so that one may change without the other. */
export const assetFromWire = (wire: CityAsset): Asset => wire;
