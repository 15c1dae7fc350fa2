import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SealBrokenError } from './box.js';
import { longestKept, sealOriginal } from './original.js';
import { SealKeyMissingError, SourceKeys, unknownSource } from './source-keys.js';

const master = randomBytes(32);
const now = new Date('2026-11-22T00:00:00Z');

function keysOf(...sources: readonly string[]): SourceKeys {
  const keys = new SourceKeys(master);
  for (const source of sources) keys.apply(source, keys.create(source, now));
  return keys;
}

describe('keys of sources', () => {
  it('open what they sealed, after the topic was read by somebody else', () => {
    const writer = new SourceKeys(master);
    const record = writer.create('bays', now);
    const reader = new SourceKeys(master);
    for (const keys of [writer, reader]) keys.apply('bays', record);
    const sealed = writer.seal('bays', Buffer.from('{"broken'));
    expect(sealed.sealed.toString('latin1')).not.toContain('broken');
    expect(reader.open('bays', sealed).toString()).toBe('{"broken');
  });

  it('seal what has no known source with the key of nobody in particular', () => {
    const keys = keysOf(unknownSource, 'bays');
    const sealed = keys.seal('never registered', Buffer.from('x'));
    expect(keys.open('never registered', sealed).toString()).toBe('x');
    expect(() => new SourceKeys(master).seal('bays', Buffer.from('x'))).toThrow(SealKeyMissingError);
  });

  it('once deleted, leave what they sealed closed for ever', () => {
    const keys = keysOf(unknownSource, 'bays');
    const sealed = keys.seal('bays', Buffer.from('x'));
    keys.apply('bays', null);
    expect(() => keys.open('bays', sealed)).toThrow(SealBrokenError);
    keys.apply('bays', keys.create('bays', now));
    expect(() => keys.open('bays', sealed)).toThrow(SealBrokenError);
  });

  it('stay the first that the topic holds, whoever wrote another', () => {
    const keys = keysOf('bays');
    const sealed = keys.seal('bays', Buffer.from('x'));
    const first = keys.recordOf('bays');
    keys.apply('bays', keys.create('bays', now));
    expect(keys.recordOf('bays')).toBe(first);
    expect(keys.open('bays', sealed).toString()).toBe('x');
  });

  it('refuse bytes that were changed, cut, or moved to another key', () => {
    const keys = keysOf('bays', 'meters');
    const sealed = keys.seal('bays', Buffer.from('some bytes'));
    for (const at of [0, 13, sealed.sealed.length - 1]) {
      const changed = Buffer.from(sealed.sealed);
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
      expect(() => keys.open('bays', { ...sealed, sealed: changed })).toThrow(SealBrokenError);
    }
    expect(() => keys.open('bays', { ...sealed, sealed: sealed.sealed.subarray(0, 20) })).toThrow(SealBrokenError);
    expect(() => keys.open('meters', sealed)).toThrow(SealBrokenError);
  });

  it('can neither be unwrapped with another master key nor put under another source', () => {
    const record = new SourceKeys(master).create('bays', now);
    expect(() => {
      new SourceKeys(randomBytes(32)).apply('bays', record);
    }).toThrow(SealBrokenError);
    expect(() => {
      new SourceKeys(master).apply('meters', record);
    }).toThrow(SealBrokenError);
  });
});

describe('originals', () => {
  it('are kept up to 256 KiB, and known by size and hash beyond', () => {
    const keys = keysOf('bays');
    const whole = sealOriginal(keys, 'bays', Buffer.alloc(longestKept, 'a'));
    expect(whole.size).toBe(262_144);
    expect(whole.sealed).not.toBeNull();
    const large = sealOriginal(keys, 'bays', Buffer.alloc(longestKept + 1, 'a'));
    expect(large).toMatchObject({ size: 262_145, sealed: null, sealKeyId: null });
    expect(large.sha256).toHaveLength(32);
  });
});
