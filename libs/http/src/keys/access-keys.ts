import { timingSafeEqual } from 'node:crypto';
import type { HubAccessKey } from '@naru/contracts';
import { hashOfKey, keyIdOf } from './key-text.js';

export const scopes = ['send', 'history', 'read', 'manage'] as const;
export type Scope = (typeof scopes)[number];

/** Who calls. `source` is the feed that the key sends for, null for keys that send nothing. */
export interface Caller {
  readonly keyId: string;
  readonly scopes: readonly Scope[];
  readonly source: string | null;
  /** Quota in records/s; 0 = the service's default. */
  readonly recordsPerSecond: number;
}

/** Nobody's: compared with where no key has the id, so that the time tells nothing. */
const nobodys = Buffer.alloc(32);

/**
 * The keys of the hub, as they follow hub.access-keys.v1: give `apply` to a View of the topic.
 * The administrator's key is known by its SHA-256 alone (hex), so that there is one before the first key was made.
 */
export class AccessKeys {
  readonly #keys = new Map<string, HubAccessKey>();
  readonly #admin: Buffer | undefined;

  constructor(adminKeySha256?: string) {
    this.#admin = adminKeySha256 === undefined ? undefined : Buffer.from(adminKeySha256, 'hex');
  }

  /** One record of the topic; null deletes the key. */
  readonly apply = (keyId: string, key: HubAccessKey | null): void => {
    if (key === null) this.#keys.delete(keyId);
    else this.#keys.set(keyId, key);
  };

  /** Who holds this key; undefined where nobody does. Takes the same time for a wrong secret and an unknown id. */
  authenticate(text: string): Caller | undefined {
    const hash = hashOfKey(text);
    const key = this.#keys.get(keyIdOf(text) ?? '');
    const isKnown = timingSafeEqual(hash, key?.secretSha256 ?? nobodys);
    if (this.#admin !== undefined && timingSafeEqual(hash, this.#admin))
      return { keyId: 'admin', scopes: ['read', 'manage'], source: null, recordsPerSecond: 0 };
    if (key === undefined || !isKnown) return undefined;
    return {
      keyId: key.keyId,
      scopes: key.scopes.filter(isScope),
      source: key.source,
      recordsPerSecond: key.recordsPerSecond,
    };
  }

  get(keyId: string): HubAccessKey | undefined {
    return this.#keys.get(keyId);
  }

  /** All keys by id, ascending. */
  list(): HubAccessKey[] {
    return [...this.#keys.values()].sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
  }
}

const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text);
