import { describe, expect, it } from '@jest/globals';
import { topics } from './generated/topics.js';
import { physicalNames } from './names.js';

describe('physical names', () => {
  it('have no prefix in a hub of one tenant', () => {
    const names = physicalNames('');
    expect(names.topic(topics.parkingBayStates)).toBe('parking.bay-states.v1');
    expect(names.group('parking')).toBe('parking');
    expect(names.transactionalId('parking', 'a')).toBe('parking-a');
    expect(names.subject('parking.bay-states.v1')).toBe('parking.bay-states.v1-value');
    expect([names.database('parking'), names.table(topics.parkingBayStates)]).toEqual(['parking', 'bay_states']);
  });

  it('begin with the tenant where there are several', () => {
    const names = physicalNames('busan');
    expect(names.topic('parking.bay-states.v1')).toBe('busan.parking.bay-states.v1');
    expect(names.group('parking')).toBe('busan.parking');
    expect(names.transactionalId('parking', 'a')).toBe('busan.parking-a');
    expect(names.subject('parking.bay-states.v1')).toBe('busan.parking.bay-states.v1-value');
    expect([names.database('parking'), names.table('parking.bay-states.v1')]).toEqual(['busan_parking', 'bay_states']);
  });

  it('know what a service writes: its own, and what all share', () => {
    const written = physicalNames('busan').writtenBy('parking');
    expect(written).toEqual(expect.arrayContaining(['busan.parking.bay-states.v1', 'busan.hub.ledger.v1']));
    expect(written).not.toContain('busan.energy.readings.v1');
  });

  it.each(['Busan', '2nd', 'a.b', 'a_b', 'a-b', ' ', 'a'.repeat(33)])('are not made of the tenant %p', (tenant) => {
    expect(() => physicalNames(tenant)).toThrow(RangeError);
  });
});
