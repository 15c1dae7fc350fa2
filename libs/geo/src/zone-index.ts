import Flatbush from 'flatbush';
import type { Bounds, Polygon } from './area.js';
import { PreparedPolygon } from './prepared-polygon.js';

/** Finds which of many areas a point belongs to. Built once; rebuild it when an area changes. */
export class ZoneIndex<T> {
  readonly #entries: { readonly polygon: PreparedPolygon; readonly value: T }[] = [];
  readonly #tree: Flatbush | undefined;

  /**
   * `zones`: areas in WGS84 as `parseArea` gives them, each with what it stands for. They may overlap. Whoever builds
   * the index often prepares the polygons himself, once.
   */
  constructor(zones: Iterable<readonly [readonly (Polygon | PreparedPolygon)[], T]>) {
    for (const [area, value] of zones)
      for (const polygon of area)
        this.#entries.push({
          polygon: polygon instanceof PreparedPolygon ? polygon : new PreparedPolygon(polygon),
          value,
        });
    if (this.#entries.length === 0) return;
    this.#tree = new Flatbush(this.#entries.length);
    for (const { polygon } of this.#entries) this.#tree.add(...polygon.bounds);
    this.#tree.finish();
  }

  /**
   * What the areas that hold the point stand for, each once, in the order in which they were given.
   * A point on the border of neighbours belongs to exactly one of them (see prepared-polygon.ts).
   */
  at(longitude: number, latitude: number): T[] {
    const holds = (entry: number): boolean => this.#entries[entry]?.polygon.contains(longitude, latitude) ?? false;
    return this.#valuesOf(this.#tree?.search(longitude, latitude, longitude, latitude, holds));
  }

  /** What the areas whose bounds meet these stand for, each once, in the order in which they were given. */
  within(bounds: Bounds): T[] {
    return this.#valuesOf(this.#tree?.search(...bounds));
  }

  #valuesOf(entries: number[] = []): T[] {
    const values: T[] = [];
    for (const entry of entries.sort((a, b) => a - b)) {
      const found = this.#entries[entry];
      // the polygons of one area stand side by side
      if (found !== undefined && found.value !== values.at(-1)) values.push(found.value);
    }
    return values;
  }
}
