import type { FastifyInstance } from 'fastify';
import type { ProblemKind } from '../problems/catalogue.js';

/** Makes the `type` of a problem lead somewhere: /problems/<code> says what it is and what to do. */
export function serveProblemPages(server: FastifyInstance, kinds: readonly ProblemKind[]): void {
  const byCode = new Map<string, ProblemKind>(kinds.map((kind) => [kind.code, kind]));
  server.get('/problems', () => kinds);
  server.get<{ Params: { code: string } }>('/problems/:code', (request, reply) => {
    const kind = byCode.get(request.params.code);
    if (kind === undefined) reply.callNotFound();
    else void reply.send(kind);
  });
}
