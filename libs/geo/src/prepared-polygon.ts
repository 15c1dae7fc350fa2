import { boundsOfPolygon, type Bounds, type Polygon } from './area.js';
import { sideOf } from './side.js';

// The border rule: a point counts as moved by an infinitesimal step east, and by a yet smaller one north. So it is
// never on an edge, and of zones that share a border exactly one has it: the one to the east, or along a border that
// runs due east the one to the north. The rule looks at coordinates alone, so neither the order of the zones nor the
// direction of their rings matters.

const EDGES_PER_BAND = 4;
const MOST_BANDS = 4096;
const NUMBERS_PER_EDGE = 4;

/**
 * A polygon cut into horizontal bands, each with the edges that pass through it, so that a point is compared with a
 * handful of edges however long the border is. Even-odd rule: rings may run either way, and a hole is what a second
 * ring covers. Every edge is held lower end first, so that two zones compute the same side for the edge they share.
 */
export class PreparedPolygon {
  readonly bounds: Bounds;
  readonly #bandsPerDegree: number;
  /** Where each band's edges begin, in numbers; one entry more than bands. */
  readonly #starts: Uint32Array;
  /** Lower x, lower y, upper x, upper y of each edge of each band. */
  readonly #edges: Float64Array;

  constructor(polygon: Polygon) {
    this.bounds = boundsOfPolygon(polygon);
    const edges = risingEdges(polygon);
    const bands = Math.max(1, Math.min(MOST_BANDS, Math.ceil(edges.length / EDGES_PER_BAND)));
    const height = this.bounds[3] - this.bounds[1];
    // one less than bands times the height, so that rounding can't reach beyond the last band
    this.#bandsPerDegree = height > 0 ? (bands - 0.5) / height : 0;
    const byBand: Edge[][] = Array.from({ length: bands }, () => []);
    for (const edge of edges)
      for (let band = this.#bandOf(edge[1]); band <= this.#bandOf(edge[3]); band++) byBand[band]?.push(edge);
    this.#starts = new Uint32Array(bands + 1);
    byBand.forEach((inBand, band) => {
      this.#starts[band + 1] = (this.#starts[band] ?? 0) + inBand.length * NUMBERS_PER_EDGE;
    });
    this.#edges = Float64Array.from(byBand.flat(2));
  }

  /** Whether the point belongs to the polygon, by the border rule above. */
  contains(longitude: number, latitude: number): boolean {
    const [west, south, east, north] = this.bounds;
    if (!(longitude >= west && longitude <= east && latitude >= south && latitude <= north)) return false;
    const band = this.#bandOf(latitude);
    const edges = this.#edges;
    const end = this.#starts[band + 1] ?? 0;
    let inside = false;
    for (let i = this.#starts[band] ?? 0; i < end; i += NUMBERS_PER_EDGE) {
      const lowerY = edges[i + 1] ?? 0;
      const upperY = edges[i + 3] ?? 0;
      if (latitude < lowerY || latitude >= upperY) continue;
      const lowerX = edges[i] ?? 0;
      const upperX = edges[i + 2] ?? 0;
      // most edges lie wholly to one side: no arithmetic
      if (longitude >= lowerX && longitude >= upperX) continue;
      if ((longitude < lowerX && longitude < upperX) || sideOf(lowerX, lowerY, upperX, upperY, longitude, latitude) > 0)
        inside = !inside;
    }
    return inside;
  }

  /** Rises with the latitude whatever the rounding, so that an edge is in the band of every point beside it. */
  #bandOf(latitude: number): number {
    return Math.floor((latitude - this.bounds[1]) * this.#bandsPerDegree);
  }
}

type Edge = readonly [lowerX: number, lowerY: number, upperX: number, upperY: number];

/** The edges, each from its lower end up. One that runs due east crosses no ray to the east, and is left out. */
function risingEdges(polygon: Polygon): Edge[] {
  const edges: Edge[] = [];
  for (const ring of polygon)
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[i + 1] ?? [ax, ay];
      if (ay < by) edges.push([ax, ay, bx, by]);
      else if (by < ay) edges.push([bx, by, ax, ay]);
    });
  return edges;
}
