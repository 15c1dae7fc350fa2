import { describe, expect, it } from '@jest/globals';
import { decodeTraceparent, encodeTraceparent } from './trace.js';

// from the W3C recommendation, section 3.2.2
const example = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('traceparent', () => {
  it('is read and written the same', () => {
    const context = decodeTraceparent(example);
    expect(context).toEqual({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      traceFlags: 1,
      isRemote: true,
    });
    expect(context && encodeTraceparent(context)).toBe(example);
  });

  it('takes a later version by its first four fields', () => {
    expect(decodeTraceparent(example.replace(/^00/, '01') + '-what-comes')?.spanId).toBe('00f067aa0ba902b7');
  });

  it.each([
    undefined,
    '',
    'nonsense',
    example.replace(/^00/, 'ff'),
    example + '-more',
    example.toUpperCase(),
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
  ])('refuses %s', (text) => {
    expect(decodeTraceparent(text)).toBeUndefined();
  });
});
