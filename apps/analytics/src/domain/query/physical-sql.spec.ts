import { expect, it } from '@jest/globals';
import { physicalSql } from './physical-sql.js';

const relations = [
  { context: 'parking', name: 'observations' },
  { context: 'parking', name: 'observations_current' },
];

it('puts the databases of a tenant where relations stand, and nowhere else', () => {
  const sql =
    'SELECT observations.zone, parking.other FROM parking.observations_current JOIN parking.observations USING (x)';
  expect(physicalSql(sql, relations, (context) => `busan_${context}`)).toBe(
    'SELECT observations.zone, parking.other FROM busan_parking.observations_current JOIN busan_parking.observations USING (x)',
  );
});
