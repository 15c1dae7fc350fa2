import { PreparedPolygon, ZoneIndex, type Bounds } from '@naru/geo';
import type { Point } from './asset.js';
import { History } from './history.js';
import { boundariesOf, steadySpan, type Span } from './span.js';
import type { Zone } from './zone.js';

/** The zones of the city with all their versions, and which of them held a point when. */
export class Zones {
  readonly #histories = new Map<string, History<Zone>>();
  /** Border by version, prepared once however often the index is built. */
  readonly #borders = new WeakMap<Zone, PreparedPolygon[]>();
  /** Over the borders of all versions; undefined after a change, until somebody asks. So are the boundaries. */
  #index: ZoneIndex<Zone> | undefined;
  /** Instants at which any zone changed. */
  #boundaries: readonly number[] | undefined;

  put(zone: Zone): void {
    const id = nameOf(zone);
    const history = this.#histories.get(id) ?? new History<Zone>();
    this.#histories.set(id, history);
    history.put(zone);
    this.#changed();
  }

  remove(kind: string, zoneId: string, validFrom: number): void {
    const id = nameOf({ kind, zoneId });
    const history = this.#histories.get(id);
    history?.remove(validFrom);
    if (history?.versions.length === 0) this.#histories.delete(id);
    this.#changed();
  }

  version(kind: string, zoneId: string, validFrom: number): Zone | undefined {
    return this.#histories.get(nameOf({ kind, zoneId }))?.version(validFrom);
  }

  at(kind: string, zoneId: string, instant: number): Zone | undefined {
    return this.#histories.get(nameOf({ kind, zoneId }))?.at(instant);
  }

  /** Every zone as it was at an instant. */
  *allAt(instant: number): IterableIterator<Zone> {
    for (const history of this.#histories.values()) {
      const zone = history.at(instant);
      if (zone !== undefined) yield zone;
    }
  }

  /** The zones that held a point at an instant, by kind and id. */
  holding({ longitude, latitude }: Point, instant: number): Zone[] {
    return this.#asOf(this.#indexed().at(longitude, latitude), instant);
  }

  /** The zones whose bounds met these at an instant, by kind and id. */
  meeting(bounds: Bounds, instant: number): Zone[] {
    return this.#asOf(this.#indexed().within(bounds), instant);
  }

  /** The span around an instant in which no zone changed. */
  steadySpan(instant: number): Span {
    this.#boundaries ??= boundariesOf(this.#allVersions());
    return steadySpan(this.#boundaries, instant);
  }

  #changed(): void {
    this.#index = undefined;
    this.#boundaries = undefined;
  }

  #asOf(found: readonly Zone[], instant: number): Zone[] {
    return found.filter((zone) => this.at(zone.kind, zone.zoneId, instant) === zone).sort(byName);
  }

  #indexed(): ZoneIndex<Zone> {
    this.#index ??= new ZoneIndex(Array.from(this.#allVersions(), (zone) => [this.#borderOf(zone), zone] as const));
    return this.#index;
  }

  #borderOf(zone: Zone): readonly PreparedPolygon[] {
    const known = this.#borders.get(zone);
    if (known !== undefined) return known;
    const border = (zone.area ?? []).map((polygon) => new PreparedPolygon(polygon));
    this.#borders.set(zone, border);
    return border;
  }

  *#allVersions(): IterableIterator<Zone> {
    for (const { versions } of this.#histories.values()) yield* versions;
  }
}

export const nameOf = ({ kind, zoneId }: { readonly kind: string; readonly zoneId: string }): string =>
  `${kind}/${zoneId}`;

export const byName = (a: Zone, b: Zone): number => (nameOf(a) < nameOf(b) ? -1 : 1);
