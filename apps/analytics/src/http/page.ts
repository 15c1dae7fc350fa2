import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PageFile } from '../adapters/page-files.js';

/** What the page has to know of the hub that it shows. */
export interface PageConfig {
  /** Addresses as the browser reaches them, by service. */
  readonly services: Readonly<Record<string, string>>;
  readonly timeZone: string;
  /** Whether it says that the city is a simulated one. */
  readonly simulated: boolean;
}

/**
 * The page and what it is made of, for anybody: no data is in it. Routes of Fastify rather than of a controller, since
 * the guard lets nobody by without a key.
 */
export function servePage(server: FastifyInstance, files: ReadonlyMap<string, PageFile>, config: PageConfig): void {
  const policy = policyFor(config);
  for (const [path, file] of files)
    server.get(path, (request, reply) => sendFile(request, reply.header('content-security-policy', policy), file));
  server.get('/page-config.json', () => config);
}

/** Everything comes from here, but for the services that the page asks; the map draws in a worker. */
function policyFor({ services }: PageConfig): string {
  const origins = [...new Set(Object.values(services).map((address) => new URL(address).origin))];
  return [
    "default-src 'self'",
    `connect-src ${["'self'", ...origins].join(' ')}`,
    "worker-src 'self' blob:",
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function sendFile(request: FastifyRequest, reply: FastifyReply, { type, body, packed, etag }: PageFile): FastifyReply {
  reply.headers({ etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (packed !== undefined && takesGzip) return reply.header('content-encoding', 'gzip').type(type).send(packed);
  return reply.type(type).send(body);
}
