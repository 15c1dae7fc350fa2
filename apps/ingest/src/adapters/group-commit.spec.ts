import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { LogUnderTest, commitsTo, raw } from '../../test/support/log.js';
import { Arrivals } from '../domain/arrivals.js';

const record = { topic: raw, key: 'G-1', value: Buffer.from('1'), timestamp: 1 };

it('records do not fail with marks a second time: after a failure these go alone until they succeed', async () => {
  const log = new LogUnderTest();
  const commits = commitsTo(log, new Arrivals(() => 1), { pauseMarksMs: 0 });
  await commits.start();
  const written = (): string[] =>
    log.written.splice(0).map(({ mark, entry }) => (mark !== undefined ? 'mark' : entry ? 'entry' : 'record'));
  const marks = Array.from({ length: raw.partitions }, () => 'mark');

  const refused = expect(commits.submit([record])).rejects.toThrow('The commit failed');
  commits.markProgress();
  await nextTurn();
  log.end('refused');
  await refused;
  const taken = commits.submit([record]);
  commits.markProgress();
  await nextTurn();
  log.end('committed');
  expect(written().sort()).toEqual(marks);
  await nextTurn();
  log.end('committed');
  await taken;
  expect(written().sort()).toEqual(['entry', 'record']);

  const together = commits.submit([record]);
  commits.markProgress();
  await nextTurn();
  log.end('committed');
  await together;
  expect(written().sort()).toEqual(['entry', ...marks, 'record']);
  await commits.stop();
});

it('nobody waits for a commit that does not end: they are told to send again, as those who come meanwhile', async () => {
  const log = new LogUnderTest();
  const commits = commitsTo(log, new Arrivals(() => 1), { longestCommitMs: 500 });
  await commits.start();
  await expect(commits.submit([record])).rejects.toThrow('The commit has no end yet');
  await expect(commits.submit([record])).rejects.toThrow('Kafka takes nothing now');

  log.end('committed');
  await nextTurn();
  const taken = commits.submit([record]);
  await nextTurn();
  await nextTurn();
  log.end('committed');
  await taken;
  await commits.stop();
});
