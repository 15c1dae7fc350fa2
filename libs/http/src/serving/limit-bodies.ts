import { finished } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpProblems } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';

export interface BodyLimits {
  /** Longest body of one request (bytes). */
  readonly one: number;
  /** All bodies of requests that aren't answered yet (bytes). */
  readonly all: number;
}

/**
 * Bounds the memory that requests hold: where the bodies under way would pass the limit, a further one is answered 503
 * NARU_BUSY and its body thrown away as it comes. A body counts with the length that it announces until its request is answered.
 */
export function limitBodies(server: FastifyInstance, { one, all }: BodyLimits): void {
  let underWay = 0;
  server.addHook('onRequest', (request, reply, done) => {
    const bytes = Math.min(announced(request), one);
    if (underWay > 0 && underWay + bytes > all) {
      // a client that is answered while it writes meets a broken connection instead of the answer
      finished(request.raw.resume(), () => {
        done(new Problem(httpProblems.NARU_BUSY, { headers: { 'retry-after': '1' } }));
      });
      return;
    }
    underWay += bytes;
    reply.raw.once('close', () => (underWay -= bytes));
    done();
  });
}

/** What comes in pieces may be as long as any. */
function announced({ headers }: FastifyRequest): number {
  if (headers['transfer-encoding'] !== undefined) return Infinity;
  return Number(headers['content-length'] ?? 0);
}
