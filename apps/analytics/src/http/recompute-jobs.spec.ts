import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@naru/observability';
import type { RecomputeRange, RecomputeResult } from '../adapters/recompute/recompute.js';
import { RecomputeJobs } from './recompute-jobs.js';
import type { RecomputeAnswer, RecomputeBody } from './recompute-answers.js';

const body: RecomputeBody = {
  what: 'parking/sessions',
  zone: { kind: 'district', id: 'jongno' },
  from: '2026-11-22T09:00:00+09:00',
  perSecond: 200,
};
const nothing: RecomputeResult = { outdated: [], undecided: 0, unanswered: 0, restated: 0, withdrawn: 0 };
const now = () => Date.parse('2026-11-23T00:00:00Z');

/** Runs a job over so many bays to its end, and then over what comes after them. */
async function run(
  count: number,
  apply: (bays: readonly string[], range: RecomputeRange) => Promise<RecomputeResult>,
  after: readonly string[] = [],
): Promise<RecomputeAnswer> {
  const bays = Array.from({ length: count }, (_, i) => `bay-${i}`);
  const logger = createLogger({ service: 'tests', instance: 'one', level: 'fatal' });
  const steps = [bays, after].map((subjects) => ({ subjectsOf: () => Promise.resolve(subjects), apply }));
  const one = steps.slice(0, 1);
  const known = { 'parking/sessions': one, 'energy/intervals': steps, 'security/detections': one };
  const jobs = new RecomputeJobs(known, logger, now);
  const { id } = jobs.begin({ ...body, ...(after.length > 0 && { what: 'energy/intervals' }) }, 'k1');
  while (jobs.get(id).state === 'running') await turn();
  return jobs.get(id);
}

describe('a job that recomputes', () => {
  it('goes through all bays, some at once, and counts what was published', async () => {
    const asked: number[] = [];
    const answer = await run(120, (bays, range) => {
      expect(range).toMatchObject({ commandedBy: 'k1', commandedAt: now(), from: Date.parse(body.from), to: null });
      asked.push(bays.length);
      return Promise.resolve({ ...nothing, restated: 2, withdrawn: 1, undecided: 1 });
    });
    expect(asked).toEqual([50, 50, 20]);
    expect(answer).toMatchObject({ state: 'done', meant: 120, applied: 117, undecided: 3, restated: 6, withdrawn: 3 });
  });

  it('tries bays again that have gone on meanwhile, and tells those that always have', async () => {
    const asked: (readonly string[])[] = [];
    const answer = await run(3, (bays) => {
      asked.push(bays);
      return Promise.resolve({ ...nothing, outdated: bays.slice(asked.length === 1 ? 1 : -1) });
    });
    expect(asked).toEqual([['bay-0', 'bay-1', 'bay-2'], ['bay-1', 'bay-2'], ['bay-2']]);
    expect(answer).toMatchObject({ state: 'done', applied: 2, outdated: 1 });
  });

  it('goes through what rests on their facts afterwards', async () => {
    const asked: (readonly string[])[] = [];
    const apply = (subjects: readonly string[]) => {
      asked.push(subjects);
      return Promise.resolve({ ...nothing, restated: 1 });
    };
    const answer = await run(2, apply, ['district/jongno']);
    expect(asked).toEqual([['bay-0', 'bay-1'], ['district/jongno']]);
    expect(answer).toMatchObject({ state: 'done', meant: 3, applied: 3, restated: 2 });
  });

  it('keeps to its rate', async () => {
    const began = performance.now();
    await run(51, () => Promise.resolve(nothing));
    expect(performance.now() - began).toBeGreaterThan(245);
  });

  it('says why it failed, and leaves the rest as it was', async () => {
    const answer = await run(25, () => Promise.reject(new Error('The warehouse is away')));
    expect(answer).toMatchObject({ state: 'failed', applied: 0, problem: 'The warehouse is away' });
  });
});
