export interface Condition {
  readonly name: string;
  readonly ready: boolean;
  /** Why it isn't ready, for people; empty where it is. */
  readonly reason: string;
  readonly since: Date;
}

/** What /health/ready answers. */
export interface ReadyAnswer {
  readonly status: 'ready' | 'not ready';
  readonly conditions: readonly Condition[];
}

/**
 * Named conditions under which this instance may be sent work. It is ready when every condition holds; a condition
 * that was announced and not met yet does not hold.
 */
export class Readiness {
  readonly #conditions = new Map<string, Condition>();

  /** Announces or withdraws a condition: not ready, for this reason. */
  notReady(name: string, reason: string): void {
    this.#set(name, false, reason);
  }

  ready(name: string): void {
    this.#set(name, true, '');
  }

  /** A condition that no longer matters (a task that went elsewhere). */
  forget(name: string): void {
    this.#conditions.delete(name);
  }

  get isReady(): boolean {
    return this.conditions.every(({ ready }) => ready);
  }

  get conditions(): readonly Condition[] {
    return [...this.#conditions.values()];
  }

  get answer(): ReadyAnswer {
    return { status: this.isReady ? 'ready' : 'not ready', conditions: this.conditions };
  }

  #set(name: string, ready: boolean, reason: string): void {
    const before = this.#conditions.get(name);
    const since = before?.ready === ready ? before.since : new Date();
    this.#conditions.set(name, { name, ready, reason, since });
  }
}
