import { PreparedPolygon, ZoneIndex, type Bounds } from '@naru/geo';
import type { Point } from './asset.js';
import { History } from './history.js';
import { type Span, boundariesOf, contains, steadySpan } from './span.js';
import type { Zone } from './zone.js';

/** A version of a zone, among the others of the same zone. */
interface Indexed {
  readonly zone: Zone;
  readonly history: History<Zone>;
}

/** The zones of the city with all their versions, and which of them held a point when. */
export class Zones {
  readonly #histories = new Map<string, History<Zone>>();
  /** Border by version, prepared once however often the index is built. */
  readonly #borders = new WeakMap<Zone, PreparedPolygon[]>();
  /** Over the borders of all versions; undefined after a change, until somebody asks. So are the boundaries. */
  #index: ZoneIndex<Indexed> | undefined;
  /** Instants at which any zone changed. */
  #boundaries: readonly number[] | undefined;
  /** What was answered last, nearly always the answer again. */
  #steady: Span | undefined;

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
    return asOf(this.#indexed().at(longitude, latitude), instant);
  }

  /** The zones whose bounds met these at an instant, by kind and id. */
  meeting(bounds: Bounds, instant: number): Zone[] {
    return asOf(this.#indexed().within(bounds), instant);
  }

  /** The span around an instant in which no zone changed. */
  steadySpan(instant: number): Span {
    if (this.#steady !== undefined && contains(this.#steady, instant)) return this.#steady;
    this.#boundaries ??= boundariesOf(this.#allVersions());
    return (this.#steady = steadySpan(this.#boundaries, instant));
  }

  #changed(): void {
    this.#index = undefined;
    this.#boundaries = undefined;
    this.#steady = undefined;
  }

  /** Answers by kind and id. */
  #indexed(): ZoneIndex<Indexed> {
    if (this.#index !== undefined) return this.#index;
    const histories = [...this.#histories].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, history]) => history);
    this.#index = new ZoneIndex(
      histories.flatMap((history) =>
        history.versions.map((zone) => [this.#borderOf(zone), { zone, history }] as const),
      ),
    );
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

const asOf = (found: readonly Indexed[], instant: number): Zone[] =>
  found.filter(({ zone, history }) => history.at(instant) === zone).map(({ zone }) => zone);

export const nameOf = ({ kind, zoneId }: { readonly kind: string; readonly zoneId: string }): string =>
  `${kind}/${zoneId}`;

export const byName = (a: Zone, b: Zone): number => (nameOf(a) < nameOf(b) ? -1 : 1);
