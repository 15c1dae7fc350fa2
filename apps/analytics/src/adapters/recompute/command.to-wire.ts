import { bytesOfId } from '@naru/facts';
import type { Command } from './recompute.js';

type Zones = Readonly<Record<string, string>>;

/** Who wants it, as every record of a recompute begins. */
export const commandToWire = ({ recomputeId, jobId, commandedBy, commandedAt }: Command) => ({
  ...{ recomputeId: bytesOfId(recomputeId), jobId: bytesOfId(jobId), commandedBy, commandedAt },
});

/** The combinations of zones in a piece, each once: most of its rows lie in the same. */
export class ZonesOnce {
  readonly #places = new Map<string, number>();
  readonly all: Zones[] = [];

  /** The position of a combination. */
  placeOf(zones: Zones): number {
    const text = JSON.stringify(zones);
    const place = this.#places.get(text) ?? this.all.length;
    if (place === this.all.length) {
      this.#places.set(text, place);
      this.all.push(zones);
    }
    return place;
  }
}
