import type { ParkingOccupancy } from '@naru/contracts';
import { type Page, type PageQuery, takePage } from '@naru/http';

/** All zones that have bays, as they follow parking.occupancy.v1: give `apply` to a View of the topic. */
export class Zones {
  readonly #zones = new Map<string, ParkingOccupancy>();

  readonly apply = (key: string, zone: ParkingOccupancy | null): void => {
    if (zone === null) this.#zones.delete(key);
    else this.#zones.set(key, zone);
  };

  get(kind: string, id: string): ParkingOccupancy | undefined {
    return this.#zones.get(`${kind}/${id}`);
  }

  /** Zones of every kind with this id. */
  withId(id: string): ParkingOccupancy[] {
    return [...this.#zones.values()].filter(({ zoneId }) => zoneId === id);
  }

  list(kind: string | undefined, query: PageQuery): Page<ParkingOccupancy> {
    const zones = [...this.#zones.entries()]
      .filter(([, { zoneKind }]) => kind === undefined || zoneKind === kind)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const { items, next } = takePage(zones, query, ([key]) => key);
    return { items: items.map(([, zone]) => zone), next };
  }

  get kinds(): string[] {
    return [...new Set([...this.#zones.values()].map(({ zoneKind }) => zoneKind))].sort();
  }
}
