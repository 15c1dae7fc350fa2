import { describe, expect, it } from '@jest/globals';
import { beginningOf } from './begin.js';

describe('where a service begins in an old topic', () => {
  it('is said by service, topic and end', () => {
    expect(beginningOf('parking:parking.zone-changes.v1=latest')).toEqual({
      service: 'parking',
      topic: 'parking.zone-changes.v1',
      at: 'latest',
    });
  });

  it.each(['parking', 'parking:topic', 'parking:topic=now', ':topic=latest'])('is not %s', (text) => {
    expect(() => beginningOf(text)).toThrow(RangeError);
  });
});
