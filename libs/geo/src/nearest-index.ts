import { distanceMetres, squaredChordOf, unitVector } from './wgs84.js';

export interface Neighbour<T> {
  readonly value: T;
  readonly metres: number;
}

export interface NearestOptions<T> {
  /** How many at most. */
  readonly limit?: number;
  readonly withinMetres?: number;
  /** Leaves out what isn't asked for, e.g. occupied bays. */
  readonly accepts?: (value: T) => boolean;
}

/**
 * Finds the points nearest to a place by their distance over the earth, exactly, also across the date line and at the
 * poles: a k-d tree over the unit sphere, where the straight line grows with the distance on the surface.
 * Built once; rebuild it when a point moves.
 */
export class NearestIndex<T> {
  readonly #points: readonly NearestPoint<T>[];
  readonly #vectors: Float64Array;
  /** The tree: the middle of each range splits it by the axis of its depth. */
  readonly #order: Uint32Array;

  constructor(points: Iterable<NearestPoint<T>>) {
    this.#points = [...points];
    this.#vectors = Float64Array.from(
      this.#points.flatMap(({ longitude, latitude }) => unitVector(longitude, latitude)),
    );
    this.#order = Uint32Array.from(this.#points.keys());
    this.#split(0, this.#order.length, 0);
  }

  /** The nearest points, nearest first; equally near ones in the order in which they were given. */
  nearest(longitude: number, latitude: number, options: NearestOptions<T> = {}): Neighbour<T>[] {
    const limit = options.limit ?? Infinity;
    const best = new Best(limit, squaredChordOf(options.withinMetres ?? Infinity));
    const target = unitVector(longitude, latitude);
    const visit = (from: number, to: number, axis: number): void => {
      if (from >= to) return;
      const middle = (from + to) >>> 1;
      const point = this.#order[middle] ?? 0;
      const ahead = (target[axis] ?? 0) - this.#along(point, axis);
      const next = (axis + 1) % 3;
      if (ahead <= 0) visit(from, middle, next);
      else visit(middle + 1, to, next);
      const chord = this.#squaredChord(point, target);
      if (best.wants(chord) && this.#isAccepted(point, options)) best.add(point, chord);
      if (!best.wants(ahead * ahead)) return;
      if (ahead <= 0) visit(middle + 1, to, next);
      else visit(from, middle, next);
    };
    if (limit > 0) visit(0, this.#order.length, 0);
    return best.points().flatMap((point) => {
      const found = this.#points[point];
      if (found === undefined) return [];
      return [{ value: found.value, metres: distanceMetres(longitude, latitude, found.longitude, found.latitude) }];
    });
  }

  #isAccepted(point: number, { accepts }: NearestOptions<T>): boolean {
    const candidate = this.#points[point];
    return candidate !== undefined && (accepts?.(candidate.value) ?? true);
  }

  #along(point: number, axis: number): number {
    return this.#vectors[point * 3 + axis] ?? 0;
  }

  #squaredChord(point: number, [x, y, z]: readonly [number, number, number]): number {
    return (this.#along(point, 0) - x) ** 2 + (this.#along(point, 1) - y) ** 2 + (this.#along(point, 2) - z) ** 2;
  }

  #split(from: number, to: number, axis: number): void {
    if (to - from < 2) return;
    this.#order.subarray(from, to).sort((a, b) => this.#along(a, axis) - this.#along(b, axis));
    const middle = (from + to) >>> 1;
    this.#split(from, middle, (axis + 1) % 3);
    this.#split(middle + 1, to, (axis + 1) % 3);
  }
}

export interface NearestPoint<T> {
  readonly longitude: number;
  readonly latitude: number;
  readonly value: T;
}

/** The nearest so far, in order: by distance, then as they were given. */
class Best {
  readonly #points: { readonly point: number; readonly chord: number }[] = [];
  readonly #limit: number;
  readonly #farthest: number;

  constructor(limit: number, farthest: number) {
    this.#limit = limit;
    this.#farthest = farthest;
  }

  wants(chord: number): boolean {
    if (chord > this.#farthest) return false;
    return this.#points.length < this.#limit || chord <= (this.#points.at(-1)?.chord ?? Infinity);
  }

  add(point: number, chord: number): void {
    let [from, to] = [0, this.#points.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = this.#points[middle];
      if (other !== undefined && (other.chord < chord || (other.chord === chord && other.point < point)))
        from = middle + 1;
      else to = middle;
    }
    this.#points.splice(from, 0, { point, chord });
    if (this.#points.length > this.#limit) this.#points.pop();
  }

  points(): number[] {
    return this.#points.map(({ point }) => point);
  }
}
