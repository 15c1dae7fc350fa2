import { avroType } from '@naru/avro';
import { type HubPlace, frontFields, placeFields } from '@naru/contracts';
import { partitionOf } from '@naru/kafka';
import type { Placed } from '../domain/device-table.js';
import type { Place } from '../domain/place.js';
import type { Placement } from '../domain/placement.js';

// The place's fields refer to the point's type, which the front defines: one null point, a byte, stands before them.
const pointField = frontFields.filter(({ name }) => name === 'point');
const type = avroType({
  type: 'record',
  name: 'Placed',
  namespace: 'naru.hub.v1',
  fields: [...pointField, ...placeFields],
});

/** The bytes that enrichment appends to a raw record: the place's fields, in their order. */
export function placeToWire(place: Place, revision = 0): Buffer {
  const { assetId, reason, point, zones, cell, building, storey, masterDataAt } = place;
  const wire: HubPlace = {
    revision,
    cause: revision === 0 ? null : 'correction',
    assetId,
    placeReason: reason,
    placePoint: point,
    zones,
    h3: cell,
    building,
    storey,
    masterDataAt,
  };
  return type.toBuffer({ point: null, ...wire }).subarray(1);
}

/** A placement as it goes out, by the asset's key, or the device's where no asset is known. */
export function placedToWire({ place, ...holds }: Placement, device: string, partitions: number): Placed {
  const key = Buffer.from(place.assetId ?? device);
  return { ...holds, key, fields: placeToWire(place), partition: partitionOf(key, partitions) };
}
