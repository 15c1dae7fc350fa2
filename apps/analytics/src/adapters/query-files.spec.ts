import { physicalNames } from '@naru/contracts';
import { expect, it } from '@jest/globals';
import { readNamedQueries } from './query-files.js';

it('reads every query of the repository, with the databases of its tenant', async () => {
  const queries = await readNamedQueries(physicalNames('busan'));
  expect([...queries.keys()]).toEqual(
    expect.arrayContaining(['zone-hours', 'occupancy-now', 'source-freshness', 'set-aside']),
  );
  expect(queries.get('zone-hours')?.sql).toContain('busan_parking.observations_current');
  for (const { sql } of queries.values()) expect(sql).not.toMatch(/FROM (parking|energy|security|mobility|city|hub)\./);
});
