import type { Membership, Position } from '@naru/kafka';

/** What has been taken since the last commit: under which membership, and up to where. */
export class OpenTransaction {
  readonly #openedAt = performance.now();
  readonly #positions = new Map<string, Position>();

  constructor(
    readonly membership: Membership,
    passed: Iterable<Position>,
  ) {
    for (const position of passed) this.moveTo(position);
  }

  get ageMs(): number {
    return performance.now() - this.#openedAt;
  }

  get positions(): readonly Position[] {
    return [...this.#positions.values()];
  }

  moveTo(position: Position): void {
    this.#positions.set(`${position.topic} ${position.partition}`, position);
  }
}
