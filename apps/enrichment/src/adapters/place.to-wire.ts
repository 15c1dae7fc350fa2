import { avroType } from '@naru/avro';
import { type HubPlace, frontFields, placeFields } from '@naru/contracts';
import { partitionOf } from '@naru/kafka';
import type { Place } from '../domain/place.js';
import type { Placement } from '../domain/placement.js';

/** A placement as it goes out: computed once, copied behind every record that it holds for. Hundreds of thousands are kept. */
export interface PlacedBytes extends Omit<Placement, 'place'> {
  /** The place's fields of a record at revision 0. */
  readonly bytes: Buffer;
  readonly key: Buffer;
  readonly partition: number;
}

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

/** Key and partition of what is placed so: the asset's, or the device's where no asset is known. */
export function placedBytes({ place, ...holds }: Placement, device: string, partitions: number): PlacedBytes {
  const named = Buffer.from(place.assetId ?? device);
  const placed = placeToWire(place);
  // both in memory of their own: what is kept of a pool keeps the whole pool
  const own = Buffer.allocUnsafeSlow(named.length + placed.length);
  own.set(named);
  own.set(placed, named.length);
  const [key, bytes] = [own.subarray(0, named.length), own.subarray(named.length)];
  return { ...holds, bytes, key, partition: partitionOf(key, partitions) };
}
