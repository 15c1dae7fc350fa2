import { randomUUID } from 'node:crypto';
import type { RequestListener, ServerResponse } from 'node:http';
import type { Observability } from '@naru/observability';
import { httpProblems } from '../problems/catalogue.js';
import { Problem, problemBody } from '../problems/problem.js';

/** What is answered before the service can: health, metrics, and for all else the problem NARU_NOT_READY. */
export const waitingRoom = ({ readiness, metrics, logger }: Observability): RequestListener =>
  function answerWaiting(request, response) {
    const path = request.url?.split('?', 1)[0];
    if (path === '/health/live') send(response, 200, { status: 'live' });
    else if (path === '/health/ready') send(response, 503, readiness.answer);
    else if (path === '/metrics')
      metrics.metrics().then(
        (text) => response.setHeader('content-type', metrics.contentType).end(text),
        (error: unknown) => {
          logger.error({ err: error }, 'Metrics could not be collected, answered 500');
          send(response, 500, {});
        },
      );
    else sendNotReady(response);
  };

function sendNotReady(response: ServerResponse): void {
  const problem = new Problem(httpProblems.NARU_NOT_READY);
  response.setHeader('retry-after', '2').setHeader('content-type', 'application/problem+json');
  send(response, problem.kind.status, problemBody(problem, randomUUID()));
}

function send(response: ServerResponse, status: number, body: object): void {
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'application/json; charset=utf-8');
  response.writeHead(status, { 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
