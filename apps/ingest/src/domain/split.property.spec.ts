import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitJson, splitLines } from './split.js';

const blank = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const element = fc
  .tuple(blank, fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 1, 2), blank)
  .map(([before, value, indent, after]) => ({ before, text: JSON.stringify(value, null, indent), after }));

it('any array of JSON values comes apart into the bytes of its elements', () => {
  fc.assert(
    fc.property(fc.array(element), blank, (elements, around) => {
      const inside = elements.map(({ before, text, after }) => before + text + after).join(',');
      const body = Buffer.from(`${around}[${inside}]${around}`);
      const found = splitJson(body).map(({ start, end }) => body.toString('utf8', start, end));
      expect(found).toEqual(elements.map(({ text }) => text));
    }),
    { numRuns: 500 },
  );
});

const structural = fc.constantFrom(...Array.from('{}[]",:\\ \n1a').map((char) => char.charCodeAt(0)), 0xff, 0xef);

it('any bytes come apart into slices that follow each other and leave out nothing but blanks, commas and the array’s brackets', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.array(structural).map((bytes) => Uint8Array.from(bytes)),
      ),
      (body) => {
        for (const split of [splitJson, splitLines]) {
          let behind = 0;
          let left = '';
          for (const { start, end } of split(body)) {
            expect(start).toBeGreaterThanOrEqual(behind);
            expect(end).toBeGreaterThan(start);
            left += Buffer.from(body.subarray(behind, start)).toString('latin1');
            behind = end;
          }
          left += Buffer.from(body.subarray(behind)).toString('latin1');
          expect(left.replace(/^\u00ef\u00bb\u00bf/, '')).toMatch(/^[ \t\r\n,[\]]*$/);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
