import { describe, expect, it } from '@jest/globals';
import { type Kind, kinds } from '@naru/contracts';
import { Refusal } from '../domain/refusal.js';
import { compileRecord, readNames } from './record.from-json.js';

const kindOf = (name: string): Kind => {
  const kind = kinds.find(({ domain, kind }) => `${domain}/${kind}` === name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
};
const common = { device: 'D-1', observedAt: '2026-11-22T09:03:11+09:00' };
const read = (kind: string, fields: object): unknown => compileRecord(kindOf(kind))({ ...common, ...fields });
const refusalOf = (kind: string, fields: object): unknown => {
  const refused = read(kind, fields);
  return refused instanceof Refusal ? `${refused.reason} ${refused.expected}` : refused;
};

describe('a record in JSON', () => {
  it('is read with the defaults of its schema', () => {
    expect(read('security/events', { id: 'e1', activity: 'motion' })).toEqual({
      ownId: 'e1',
      device: 'D-1',
      observedAt: Date.UTC(2026, 10, 22, 0, 3, 11),
      point: null,
      quality: 'good',
      fields: { classUid: 0, activity: 'motion', severity: 'unknown', actor: null, message: '', attributes: {} },
    });
  });

  it('takes null for left out', () => {
    expect(
      read('mobility/events', { id: null, eventType: 'accident', severity: null, point: null, quality: null }),
    ).toMatchObject({
      ownId: null,
      point: null,
      quality: 'good',
      fields: { severity: 'unknown' },
    });
  });

  it.each([
    ['parking/counts', { occupied: 1.5, capacity: 2 }, 'wrong-type occupied: a whole number'],
    ['parking/counts', { occupied: 2 ** 31, capacity: 2 }, 'wrong-type occupied: a whole number'],
    ['parking/counts', { occupied: 1 }, 'missing-field capacity: a whole number'],
    ['parking/counts', { occupied: Infinity, capacity: 1 }, 'not-finite occupied: a finite number'],
    ['parking/observations', { state: 'wet' }, 'wrong-type state: one of unknown, free, occupied'],
    ['parking/observations', { state: null }, 'missing-field state: one of unknown, free, occupied'],
    ['parking/observations', { state: 'free', quality: 1 }, 'wrong-type quality: text'],
    ['parking/observations', { state: 'free', point: [127, 37] }, 'wrong-type point: an object of longitude, latitude'],
    ['parking/observations', { state: 'free', point: { longitude: 127 } }, 'missing-field point.latitude: a number'],
    [
      'parking/observations',
      { state: 'free', point: { longitude: '127', latitude: 37 } },
      'wrong-type point.longitude: a number',
    ],
    ['parking/observations', { state: 'free', device: '' }, 'wrong-type device: text of 1 to 256 characters'],
    ['parking/observations', { state: 'free', device: 'a\0b' }, 'wrong-type device: text of 1 to 256 characters'],
    ['parking/observations', { state: 'free', id: 7 }, 'wrong-type id: text of 1 to 256 characters'],
    ['parking/observations', { state: 'free', id: '\ud800' }, 'broken-utf8 id: text in Unicode'],
    [
      'parking/observations',
      { state: 'free', lane: 'history' },
      'wrong-type no other fields than id, device, observedAt, point, quality, state',
    ],
    ['security/events', { activity: 'x', attributes: { a: 1 } }, 'wrong-type attributes: an object of texts'],
    ['security/events', { activity: 'x', attributes: { a: '\udc00' } }, 'broken-utf8 attributes: text in Unicode'],
  ])('of %s with %j is refused: %s', (kind, fields, refusal) => {
    expect(refusalOf(kind, fields)).toBe(refusal);
  });

  it.each([null, 7, 'text', true, [], [{ ...common }]])('is not %j', (value) => {
    expect(compileRecord(kindOf('parking/counts'))(value)).toMatchObject({
      reason: 'wrong-type',
      expected: 'a JSON object',
    });
  });

  it('keeps an attribute with the name of a prototype', () => {
    const attributes = JSON.parse('{"__proto__":"x","constructor":"y"}') as object;
    const record = read('security/events', { activity: 'x', attributes }) as { fields: { attributes: object } };
    expect(Object.entries(record.fields.attributes)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it('may be wrong in everything and still have its name', () => {
    expect(readNames({ id: 'e1', device: 'D-1', state: 4711 })).toEqual({ device: 'D-1', ownId: 'e1' });
    expect(readNames({ device: 'D-1' })).toEqual({ device: 'D-1', ownId: null });
  });

  it.each([{ id: 'e1', device: 4711 }, { id: 'e1' }, { id: 4711, device: 'D-1' }, 'e1', undefined])(
    'has no name as long as device or id are wrong: %j',
    (value) => {
      expect(readNames(value)).toBeNull();
    },
  );
});
