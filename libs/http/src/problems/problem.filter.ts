import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ProblemKind, httpProblems } from './catalogue.js';
import { Problem, problemBody } from './problem.js';

/** What the filter needs of a logger. */
export interface FailureLog {
  error(fields: object, sentence: string): void;
}

const kindByStatus: Readonly<Record<number, ProblemKind>> = {
  404: httpProblems.NARU_NOT_FOUND,
  405: httpProblems.NARU_METHOD_NOT_ALLOWED,
  413: httpProblems.NARU_TOO_LARGE,
  415: httpProblems.NARU_MEDIA_TYPE_UNSUPPORTED,
};

/** Answers everything that is thrown under a request as a problem; what is unexpected is logged, and its text kept from the caller. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: FailureLog) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toProblem(thrown);
    if (problem.kind.status >= 500 && !(thrown instanceof Problem))
      this.log.error(
        { err: thrown, requestId: request.id, method: request.method, path: pathOf(request.url) },
        'Request failed, answered 500',
      );
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .code(problem.kind.status)
      .headers({ ...problem.options.headers })
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(problem, request.id)));
  }
}

function toProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const status = statusOf(thrown);
  const kind = status === undefined ? undefined : kindByStatus[status];
  if (kind !== undefined) return new Problem(kind, { detail: messageOf(thrown), cause: thrown });
  if (status !== undefined && status >= 400 && status < 500)
    return new Problem({ ...httpProblems.NARU_REQUEST_FAILED, status }, { detail: messageOf(thrown), cause: thrown });
  return new Problem(httpProblems.NARU_INTERNAL, { cause: thrown });
}

/** Nest's exceptions, and those of Fastify that Nest hasn't mapped. */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return undefined;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : '');

/** Without the query: it may hold what nobody should read in a log. */
const pathOf = (url: string): string => url.split('?', 1)[0] ?? '';
