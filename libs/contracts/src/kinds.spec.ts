import { describe, expect, it } from '@jest/globals';
import { frontFields, placeFields } from './generated/fragments.js';
import { domainFields, kinds } from './kinds.js';

describe('kinds of records', () => {
  it('are what sources may send', () => {
    expect(kinds.map(({ domain, kind }) => `${domain}/${kind}`).sort()).toEqual([
      'energy/readings',
      'environment/observations',
      'mobility/events',
      'parking/counts',
      'parking/observations',
      'security/events',
    ]);
  });

  it.each(kinds.map((kind) => [`${kind.domain}/${kind.kind}`, kind] as const))(
    '%s live in three topics: the front, what the source says, the place',
    (name, kind) => {
      const [domain, noun] = name.split('/');
      expect(kind.raw.name).toBe(`${domain}.raw-${noun}.v1`);
      expect(kind.rawHistory.name).toBe(`${domain}.raw-${noun}-history.v1`);
      expect(kind.placed.name).toBe(`${domain}.${noun}.v1`);
      expect(kind.rawHistory.avro).toBe(kind.raw.avro);
      expect(kind.raw.avro.fields).toEqual([...frontFields, ...domainFields(kind)]);
      expect(kind.placed.avro.fields).toEqual([...kind.raw.avro.fields, ...placeFields]);
      expect(kind.latenessSeconds).toBeGreaterThan(0);
    },
  );
});
