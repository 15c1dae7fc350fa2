/** No row. */
export const NONE = -1;
/** Of a device, and padding. Rows are kept one higher, so that what nothing was written to says `NONE`. */
const [OLDEST, NEWEST, COUNT, FIGURES] = [0, 1, 2, 4];
const LEAST_DEVICES = 1_024;

/**
 * The ids of each device on the live lane, oldest first: lists through the rows of `SeenRecords`. One object, moved from
 * device to device; devices have numbers from 0 on.
 */
export class RecentIds {
  device = 0;
  #figures = new Int32Array(LEAST_DEVICES * FIGURES);
  #at = 0;

  /** Moves to a device. */
  of(device: number): this {
    this.device = device;
    this.#at = device * FIGURES;
    if (this.#at >= this.#figures.length) this.#grow();
    return this;
  }

  get oldest(): number {
    return (this.#figures[this.#at + OLDEST] ?? 0) - 1;
  }

  set oldest(row: number) {
    this.#figures[this.#at + OLDEST] = row + 1;
  }

  get newest(): number {
    return (this.#figures[this.#at + NEWEST] ?? 0) - 1;
  }

  set newest(row: number) {
    this.#figures[this.#at + NEWEST] = row + 1;
  }

  get count(): number {
    return this.#figures[this.#at + COUNT] ?? 0;
  }

  set count(count: number) {
    this.#figures[this.#at + COUNT] = count;
  }

  #grow(): void {
    const wider = new Int32Array(2 * (this.#at + FIGURES));
    wider.set(this.#figures);
    this.#figures = wider;
  }
}
