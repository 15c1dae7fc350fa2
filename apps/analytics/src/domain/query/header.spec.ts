import { describe, expect, it } from '@jest/globals';
import { QueryFileError, parseQueryFile } from './header.js';

const file = (parts: { header?: string; sql?: string } = {}): string => `/*
title: { ko: 구역, en: Zones }
meaning: { ko: 뜻, en: Meaning }
${
  parts.header ??
  `parameters:
  kind: { type: text, default: district, meaning: { ko: 종류, en: Kind } }
`
}
columns:
  zone: { meaning: { ko: 구역, en: Zone } }
  bays: { unit: '1', meaning: { ko: 면, en: Bays } }
*/
${parts.sql ?? 'SELECT {kind:String} AS zone, 1 AS bays;'}
`;

describe('the file of a query', () => {
  it('says what its answer means', () => {
    expect(parseQueryFile('zones', file())).toEqual({
      name: 'zones',
      title: { ko: '구역', en: 'Zones' },
      meaning: { ko: '뜻', en: 'Meaning' },
      parameters: { kind: { type: 'text', default: 'district', meaning: { ko: '종류', en: 'Kind' } } },
      columns: {
        zone: { meaning: { ko: '구역', en: 'Zone' } },
        bays: { unit: '1', meaning: { ko: '면', en: 'Bays' } },
      },
      sql: 'SELECT {kind:String} AS zone, 1 AS bays',
    });
  });

  it.each([
    ['no comment', 'SELECT 1', /begins with no comment/],
    ['no SQL', '/* title: x */', /has no SQL/],
    ['a comment that is no YAML', '/* title: [ */ SELECT 1', /zones\.sql/],
    ['a title in one language', file().replace(', en: Zones', ''), /title\.en/],
    ['a word that nobody knows', file({ header: 'parameter: {}' }), /parameter/],
    [
      'a placeholder that is no parameter',
      file({ sql: 'SELECT {kind:String}, {zone:String}' }),
      /\{zone:String\} is no parameter/,
    ],
    ['a placeholder of another type', file({ sql: 'SELECT {kind:Int64}' }), /should be of type String/],
    ['a parameter that stands nowhere', file({ sql: 'SELECT 1' }), /kind stands nowhere/],
  ])('is refused with %s', (_, text, what) => {
    expect(() => parseQueryFile('zones', text)).toThrow(QueryFileError);
    expect(() => parseQueryFile('zones', text)).toThrow(what);
  });
});
