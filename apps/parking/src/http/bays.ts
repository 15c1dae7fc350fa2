import type { ParkingBayState } from '@naru/contracts';
import { NearestIndex } from '@naru/geo';
import { type Page, takePage } from '@naru/http';
import type { OutsideCounts } from './answers.js';
import type { BayQuery, Bounds, ZoneName } from './query.js';

/** A bay, with its distance where nearest ones were asked for. */
export interface FoundBay {
  readonly bay: ParkingBayState;
  readonly metres?: number;
}

/** All bays as they follow parking.bay-states.v1: give `apply` to a View of the topic. */
export class Bays {
  readonly #bays = new Map<string, ParkingBayState>();
  /** Built anew when it is asked for after a bay has moved, which few do. */
  #index: NearestIndex<string> | undefined;
  /** Bay ids in order; made anew when there are more or fewer. */
  #ids: readonly string[] | undefined;

  readonly apply = (assetId: string, bay: ParkingBayState | null): void => {
    const before = this.#bays.get(assetId);
    if (bay === null) this.#bays.delete(assetId);
    else this.#bays.set(assetId, bay);
    if ((before === undefined) !== (bay === null)) this.#ids = undefined;
    if (before?.point?.longitude !== bay?.point?.longitude || before?.point?.latitude !== bay?.point?.latitude)
      this.#index = undefined;
  };

  get(assetId: string): ParkingBayState | undefined {
    return this.#bays.get(assetId);
  }

  /** A page of the bays that the query asks for: nearest first where it says from where, else by id. */
  find(query: BayQuery): Page<FoundBay> {
    const wants = (bay: ParkingBayState): boolean =>
      (query.state === undefined || bay.state === query.state) && isInZone(bay, query.zone);
    if (query.near === undefined) return takePage(this.#all(wants), query, ({ bay }) => bay.assetId);
    return takePage(this.#nearest(query, query.near, wants), query, ({ bay, metres = 0 }) =>
      // text that sorts as the distance does
      [metres.toFixed(6).padStart(17, '0'), bay.assetId].join(' '),
    );
  }

  /** Bays of a zone or a box, for a snapshot. */
  select(zone: ZoneName | undefined, bounds: Bounds | undefined): ParkingBayState[] {
    return [...this.#bays.values()].filter((bay) => isInZone(bay, zone) && isInBounds(bay, bounds));
  }

  /** The bays that are in no zone of this kind, counted. */
  countOutside(kind: string): OutsideCounts {
    const counts = { bays: 0, free: 0, occupied: 0, unknown: 0, unlisted: 0 };
    for (const { zones, known, state } of this.#bays.values()) {
      if (zones[kind] !== undefined) continue;
      counts[known ? state : 'unlisted']++;
      if (known) counts.bays++;
    }
    return counts;
  }

  #sortedIds(): readonly string[] {
    return (this.#ids ??= [...this.#bays.keys()].sort());
  }

  *#all(wants: (bay: ParkingBayState) => boolean): Iterable<FoundBay> {
    for (const id of this.#sortedIds()) {
      const bay = this.#bays.get(id);
      if (bay !== undefined && wants(bay)) yield { bay };
    }
  }

  #nearest(
    { radius, cursor, limit }: BayQuery,
    { longitude, latitude }: { readonly longitude: number; readonly latitude: number },
    wants: (bay: ParkingBayState) => boolean,
  ): FoundBay[] {
    // equally near points come in the order in which they are given
    this.#index ??= new NearestIndex(
      this.#sortedIds().flatMap((id) => {
        const point = this.#bays.get(id)?.point ?? null;
        return point === null ? [] : [{ ...point, value: id }];
      }),
    );
    const found = this.#index.nearest(longitude, latitude, {
      ...(radius === undefined ? {} : { withinMetres: radius }),
      // the first page needs no more; a later one begins somewhere among all
      ...(cursor === undefined ? { limit: limit + 1 } : {}),
      accepts: (id) => {
        const bay = this.#bays.get(id);
        return bay !== undefined && wants(bay);
      },
    });
    return found.flatMap(({ value, metres }) => {
      const bay = this.#bays.get(value);
      return bay === undefined ? [] : [{ bay, metres }];
    });
  }
}

export const isInZone = ({ zones }: ParkingBayState, zone: ZoneName | undefined): boolean =>
  zone === undefined || zones[zone.kind] === zone.id;

export function isInBounds({ point }: ParkingBayState, bounds: Bounds | undefined): boolean {
  if (bounds === undefined) return true;
  if (point === null || point.latitude < bounds.south || point.latitude > bounds.north) return false;
  const { west, east } = bounds;
  const [isEastOfWest, isWestOfEast] = [point.longitude >= west, point.longitude <= east];
  return west <= east ? isEastOfWest && isWestOfEast : isEastOfWest || isWestOfEast;
}
