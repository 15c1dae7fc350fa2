import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Ending, LogUnderTest, commitsTo, raw } from '../../test/support/log.js';
import { type Arrival, Arrivals } from '../domain/arrivals.js';

const ending = fc.constantFrom<Ending>('committed', 'committed', 'refused', 'unknown, committed', 'unknown, lost');
const step = fc.oneof(
  fc.record({ do: fc.constant('enter' as const) }),
  fc.record({ do: fc.constant('submit' as const), which: fc.nat({ max: 5 }), records: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('mark' as const) }),
  fc.record({ do: fc.constant('end' as const), ending }),
  fc.record({ do: fc.constant('clock' as const), ms: fc.integer({ min: -2_000, max: 5_000 }) }),
);

it('whatever waits, ends or is unknown: marks keep their promise, the books hold what is in the log, 2xx is in the log', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      let now = 1_764_000_000_000;
      const log = new LogUnderTest();
      const arrivals = new Arrivals(() => now);
      const commits = commitsTo(log, arrivals, { pauseMarksMs: 0 });
      await commits.start();
      const entered: Arrival[] = [];
      const answers: Promise<number>[] = [];

      async function send(arrival: Arrival, records: number): Promise<number> {
        const { receivedAt } = arrival;
        const outgoing = Array.from({ length: records }, (_, index) => ({
          topic: raw,
          key: `G-${index}`,
          value: Buffer.from(String(receivedAt)),
          timestamp: receivedAt,
        }));
        try {
          await commits.submit(outgoing, {
            arrival,
            lane: records % 2 === 0 ? 'history' : 'live',
            book: (tally) => {
              for (let record = 0; record < records; record++) tally.count(raw.name, 's', receivedAt, 'taken');
            },
          });
          return records;
        } catch {
          return 0;
        } finally {
          arrivals.leave(arrival);
        }
      }

      for (const each of steps) {
        if (each.do === 'enter') entered.push(arrivals.enter());
        if (each.do === 'clock') now += each.ms;
        if (each.do === 'mark') commits.markProgress();
        if (each.do === 'end') log.end(each.ending);
        if (each.do === 'submit')
          for (const arrival of entered.splice(each.which, 1)) answers.push(send(arrival, each.records));
        await nextTurn();
      }
      for (const arrival of entered) arrivals.leave(arrival);
      const stopped = commits.stop().then(() => true);
      while (!(await Promise.race([stopped, nextTurn(false)]))) log.end('committed');

      const promised = new Map<string, number>();
      for (const { partition, mark, receivedAt } of log.written) {
        if (receivedAt !== undefined) expect(receivedAt).toBeGreaterThanOrEqual(promised.get(partition) ?? 0);
        if (mark !== undefined) promised.set(partition, Math.max(mark, promised.get(partition) ?? 0));
      }
      const records = log.written.filter(({ receivedAt }) => receivedAt !== undefined).length;
      const entries = log.written.flatMap(({ entry }) => entry ?? []);
      const sum = (counts: readonly { count: number }[]): number => counts.reduce((all, { count }) => all + count, 0);
      expect(sum(entries.flatMap(({ counts }) => counts))).toBe(records);
      expect(sum(entries.flatMap(({ produced }) => produced))).toBe(records);
      const answered = (await Promise.all(answers)).reduce((all, one) => all + one, 0);
      expect(answered).toBeLessThanOrEqual(records);
      if (!steps.some((each) => each.do === 'end' && each.ending === 'unknown, committed'))
        expect(answered).toBe(records);
    }),
    { numRuns: 300 },
  );
});
