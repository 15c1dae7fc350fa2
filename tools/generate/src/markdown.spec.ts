import { describe, expect, it } from '@jest/globals';
import { partComplaints, table, withPart } from './markdown.js';

const part = { name: 'codes', from: 'the code', text: 'new' };

describe('a generated part of a page', () => {
  it('is put in its place, and what was written by hand around it stays', () => {
    const page = '# Page\n\n<!-- codes: generated -->\nold\n<!-- end of codes -->\n\nby hand\n';
    const made = withPart(page, part);
    expect(made).toBe(
      '# Page\n\n<!-- codes: generated from the code by `npm run generate` -->\n\nnew\n\n<!-- end of codes -->\n\nby hand\n',
    );
    expect(withPart(made, part)).toBe(made);
  });

  it('is asked for where the page has no place for it', () => {
    const page = '# Page\n\n<!-- end of codes -->\n<!-- codes: generated -->\n';
    expect(withPart(page, part)).toBe(page);
    expect(partComplaints('page.md', page, ['codes'])).toEqual([
      'page.md has no place for codes: write <!-- codes: generated --> and <!-- end of codes --> where it belongs',
    ]);
  });
});

it('lays a table out as Prettier does', () => {
  expect(table(['a', 'long head'], [['longer cell', 'b']])).toBe(
    '| a           | long head |\n| ----------- | --------- |\n| longer cell | b         |',
  );
});
