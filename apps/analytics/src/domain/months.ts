const monthOf = (at: number): number => {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

const startOf = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12);

/** The months (UTC) that rows lie in: tables are partitioned by month. Rows near each other cost two comparisons. */
export class Months {
  readonly #known = new Set<number>();
  /** The month of the last row, [from, to) in ms. */
  #from = Infinity;
  #to = -Infinity;

  constructor(private readonly most: number) {}

  /** Takes a row of this instant (ms since 1970) in; false where it would be in one month too many. */
  take(at: number): boolean {
    if (at >= this.#from && at < this.#to) return true;
    const month = monthOf(at);
    if (!this.#known.has(month) && this.#known.size >= this.most) return false;
    this.#known.add(month);
    this.#from = startOf(month);
    this.#to = startOf(month + 1);
    return true;
  }
}
