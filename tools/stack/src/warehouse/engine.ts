import { totalmem } from 'node:os';
import { Session, type ChdbResult } from 'chdb';
import { QueryError } from './exceptions.js';

const memoryLimit = Math.floor(totalmem() / 2);

/** Where the embedded engine, being made for a command line, behaves unlike a server. */
const asServer = ['--implicit_select=0', `--max_memory_usage=${memoryLimit}`];

/** SQL text of a string: what stands between the quotes is escaped, nothing else. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

export interface RunOptions {
  readonly database: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly format: string;
  /** Looked at last just before the engine starts: a cancelled query must not. */
  readonly signal: AbortSignal | undefined;
}

/** One connection into the engine, with settings, parameters, current database and temporary tables of its own. */
export class EngineConnection {
  readonly #session: Session;

  constructor(dataFolder: string) {
    this.#session = new Session(dataFolder, { connectionArgs: asServer });
  }

  /** Runs one statement on a thread of its own. @throws the engine's own error, its words in `message` */
  async run(sql: string, { database, settings, format, signal }: RunOptions): Promise<ChdbResult> {
    const changes = Object.entries(settings).map(([name, value]) => `${settingName(name)} = ${quoted(value)}`);
    if (changes.length > 0) await this.#session.queryAsync(`SET ${changes.join(', ')}`);
    if (database !== undefined) await this.#session.queryAsync(`USE \`${database.replace(/[\\`]/g, '\\$&')}\``);
    signal?.throwIfAborted();
    return this.#session.queryAsync(sql, { format });
  }

  /** Gives the settings their defaults back, so that one request's don't reach the next of the same session. */
  async forget(settings: Readonly<Record<string, string>>): Promise<void> {
    const names = Object.keys(settings).filter((name) => !name.startsWith('param_'));
    for (const name of names) await this.#session.queryAsync(`SET ${settingName(name)} = DEFAULT`);
  }

  /** A failed query stays in the list of those that run until its connection does something else. */
  async clear(): Promise<void> {
    await this.#session.queryAsync('SELECT 1');
  }

  close(): void {
    this.#session.close();
  }
}

function settingName(name: string): string {
  if (!/^\w+$/.test(name)) throw new QueryError(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'.`);
  return name;
}
