import { describe, expect, it } from '@jest/globals';
import { splitJson, splitLines } from './split.js';

const texts = (split: typeof splitJson, body: string): string[] => {
  const bytes = Buffer.from(body);
  return split(bytes).map(({ start, end }) => bytes.toString('utf8', start, end));
};

describe('a request in JSON', () => {
  it.each([
    ['one record', ' {"a": 1} \n', ['{"a": 1}']],
    ['an array', '[ {"a":1} ,\n {"b":[1,{"c":2}]}, 3, "x,]" ]', ['{"a":1}', '{"b":[1,{"c":2}]}', '3', '"x,]"']],
    ['brackets and quotes inside strings', '[{"a":"]}\\"},{"},{"b":1}]', ['{"a":"]}\\"},{"}', '{"b":1}']],
    ['a byte order mark', '\ufeff[{"a":1}]', ['{"a":1}']],
    ['an empty array', '[]', []],
    ['nothing', ' \n', []],
    ['a comma too many', '[{"a":1},,{"b":1},]', ['{"a":1}', '{"b":1}']],
    ['an array that was cut off behind a record', '[{"a":1},{"b":1}', ['{"a":1}', '{"b":1}']],
    ['something behind the array', '[{"a":1}] {"b":1}', ['{"a":1}', '{"b":1}']],
  ])('holds %s', (_, body, expected) => {
    expect(texts(splitJson, body)).toEqual(expected);
  });

  it.each([
    ['a value that is none', '{"b":tru}'],
    ['two values where one should be', '{"b":1} {"b":2}'],
    ['a closing brace too few', '{"b":{"c":1}'],
    ['a closing brace too many', '{"b":1}}'],
    ['another bracket than was opened', '{"b":1]'],
    ['a string that does not end', '{"b":"x}'],
    ['a string that does not begin', '{"b:1}'],
    ['nothing but the beginning', '{'],
    ['a lonely bracket', '}'],
    ['no JSON at all', 'device=4711'],
  ])('loses the one with %s and not its neighbours', (_, broken) => {
    const whole = ['{"a":"first, {of all}"}', '{"a":"second"}', '{"a":"third"}'];
    expect(texts(splitJson, `[${whole[0]},${broken},${whole[1]}, ${whole[2]}]`)).toEqual([
      whole[0],
      broken,
      whole[1],
      whole[2],
    ]);
    expect(texts(splitJson, `[${whole[0]},${broken}]`)).toEqual([whole[0], broken]);
    expect(texts(splitJson, `[${broken},${whole[0]}]`)).toEqual([broken, whole[0]]);
  });

  it('knows how deep a record nests', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(splitJson(Buffer.from(`[{"a":[1]},${deep}]`)).map(({ depth }) => depth)).toEqual([2, 100_000]);
  });

  it('takes no time over rubbish that looks like records without end', () => {
    const rubbish = Buffer.from(`[${',{"'.repeat(300_000)}`);
    const before = performance.now();
    splitJson(rubbish);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('a request with a record a line', () => {
  it('holds what stands between the line ends, empty lines aside', () => {
    expect(texts(splitLines, '{"a":1}\r\n\n  {"b":\n{"c":1}')).toEqual(['{"a":1}', '{"b":', '{"c":1}']);
  });
});
