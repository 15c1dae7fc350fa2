import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Takes the reply over and begins a stream of server-sent events; the controller takes `@Res()` and returns nothing. */
export function beginEvents(request: FastifyRequest, reply: FastifyReply): ServerResponse {
  reply.hijack();
  // what hooks have set (CORS, security headers) is not sent by itself once the reply is ours
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // nothing comes behind a stream: kept alive, its connection would hold up a server that closes
    connection: 'close',
  });
  request.raw.socket.setNoDelay(true);
  return reply.raw;
}
