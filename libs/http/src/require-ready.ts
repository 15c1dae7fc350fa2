import { httpProblems } from './problems/catalogue.js';
import { Problem } from './problems/problem.js';

/** Refuses to answer from a view that hasn't caught up once: half an answer looks like a whole one. */
export function requireReady(view: { readonly isReady: boolean }): void {
  if (!view.isReady) throw new Problem(httpProblems.NARU_NOT_READY, { headers: { 'retry-after': '2' } });
}
