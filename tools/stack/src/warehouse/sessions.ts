import { EngineConnection } from './engine.js';
import { QueryError } from './exceptions.js';
import type { QueryRequest } from './request.js';

interface Kept {
  readonly connection: EngineConnection;
  isBusy: boolean;
  expiry: NodeJS.Timeout | undefined;
}

export interface Lent {
  readonly connection: EngineConnection;
  readonly giveBack: () => void;
}

/** Connections: a fresh one a query, or the one of a `session_id`, which is kept until it was idle for its time-out. */
export class Sessions {
  readonly #kept = new Map<string, Kept>();

  constructor(private readonly dataFolder: string) {}

  /** @throws QueryError where the session runs another query, or had to exist and doesn't */
  lend(session: QueryRequest['session']): Lent {
    if (session === undefined) {
      const connection = new EngineConnection(this.dataFolder);
      return {
        connection,
        giveBack: () => {
          connection.close();
        },
      };
    }
    const { id, timeoutSeconds, mustExist } = session;
    let kept = this.#kept.get(id);
    if (kept?.isBusy === true)
      throw new QueryError(373, 'SESSION_IS_LOCKED', `Session ${id} is locked by a concurrent client`);
    if (kept === undefined) {
      if (mustExist) throw new QueryError(372, 'SESSION_NOT_FOUND', `Session ${id} not found`);
      kept = { connection: new EngineConnection(this.dataFolder), isBusy: false, expiry: undefined };
      this.#kept.set(id, kept);
    }
    const lent = kept;
    lent.isBusy = true;
    clearTimeout(lent.expiry);
    return {
      connection: lent.connection,
      giveBack: () => {
        lent.isBusy = false;
        lent.expiry = setTimeout(() => {
          this.#kept.delete(id);
          lent.connection.close();
        }, timeoutSeconds * 1_000).unref();
      },
    };
  }

  close(): void {
    for (const { connection, expiry } of this.#kept.values()) {
      clearTimeout(expiry);
      connection.close();
    }
    this.#kept.clear();
  }
}
