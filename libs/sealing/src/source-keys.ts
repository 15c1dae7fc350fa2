import { randomBytes, randomUUID } from 'node:crypto';
import type { HubSourceKey } from '@naru/contracts';
import { SealBrokenError, openBox, sealBox } from './box.js';

/** Stands for every source that has no key of its own: records whose source can't be read, or isn't registered. */
export const unknownSource = 'unknown';

/**
 * No key to seal with: neither the source's nor that of `unknown` is known yet.
 * @advice Start ingest, which makes the keys: docs/runbooks/sealing-key.md.
 */
export class SealKeyMissingError extends Error {
  override readonly name = 'SealKeyMissingError';
  readonly code = 'NARU_SEAL_KEY_MISSING';

  constructor(source: string) {
    super(`There is no key to seal what ${source} sent`);
  }
}

export interface Sealed {
  readonly sealed: Buffer;
  readonly sealKeyId: string;
}

/**
 * The keys of sources, as they follow hub.source-keys.v1: give `apply` to a View of the topic. A key whose record is
 * deleted is forgotten, and what it sealed can't be opened any more: that is how retention and erasure work.
 */
export class SourceKeys {
  readonly #bySource = new Map<string, { readonly id: string; readonly key: Buffer; readonly record: HubSourceKey }>();

  /** `masterKey`: the 32 bytes that wrap every source's key. */
  constructor(private readonly masterKey: Buffer) {}

  /**
   * One record of the topic. The first key of a source stays until it is deleted, so that two that were made at once
   * by two instances leave everybody with the same. Throws SealBrokenError where another master key wrapped it.
   */
  readonly apply = (source: string, record: HubSourceKey | null): void => {
    if (record === null) this.#bySource.delete(source);
    else if (!this.#bySource.has(source))
      this.#bySource.set(source, { id: record.sealKeyId, key: this.#unwrap(source, record), record });
  };

  has(source: string): boolean {
    return this.#bySource.has(source);
  }

  /** The record that holds the source's key, as it stands in the topic. */
  recordOf(source: string): HubSourceKey | undefined {
    return this.#bySource.get(source)?.record;
  }

  /** A new key for a source, wrapped, as the topic takes it. Only ingest writes one. */
  create(source: string, now: Date): HubSourceKey {
    const sealKeyId = randomUUID();
    const wrapped = sealBox(this.masterKey, randomBytes(32), boundTo('key', source, sealKeyId));
    return { sealKeyId, source, wrapped, createdAt: now.getTime() };
  }

  /** Seals with the source's key, or with that of `unknown`. Throws SealKeyMissingError where there is neither. */
  seal(source: string, bytes: Uint8Array): Sealed {
    const found = this.#bySource.get(source) ?? this.#bySource.get(unknownSource);
    if (found === undefined) throw new SealKeyMissingError(source);
    return { sealed: sealBox(found.key, bytes, boundTo('record', found.id)), sealKeyId: found.id };
  }

  /** Opens what the key with this id sealed. Throws SealBrokenError, also where the key is gone. */
  open(source: string, { sealed, sealKeyId }: Sealed): Buffer {
    const found = [this.#bySource.get(source), this.#bySource.get(unknownSource)].find((key) => key?.id === sealKeyId);
    if (found === undefined) throw new SealBrokenError();
    return openBox(found.key, sealed, boundTo('record', found.id));
  }

  #unwrap(source: string, { sealKeyId, wrapped }: HubSourceKey): Buffer {
    return openBox(this.masterKey, wrapped, boundTo('key', source, sealKeyId));
  }
}

const boundTo = (...parts: readonly string[]): string => parts.join('\0');
