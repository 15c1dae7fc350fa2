import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CalledBy, OpenData, Scopes } from '../keys/access.guard.js';
import { AccessKeys, type Caller } from '../keys/access-keys.js';
import { hashOfKey, makeKey } from '../keys/key-text.js';
import { pageQuery } from '../paging.js';
import type { Composition, ServiceOptions } from './service-options.js';
import { type RunningService, openService, startService } from './start-service.js';

const bay = z.object({ name: z.string().min(1), capacity: z.number().int().positive() });
const kindPath = z.enum(['bays', 'garages']);

@Controller('v1')
class ThingsController {
  @Get('things')
  @Scopes('read')
  @OpenData()
  things(
    @Query({ schema: pageQuery }) query: z.infer<typeof pageQuery>,
    @CalledBy() caller?: Caller,
  ): { limit: number; caller: string | null } {
    return { limit: query.limit, caller: caller?.keyId ?? null };
  }

  @Get('things/:kind')
  @Scopes('read')
  ofKind(@Param('kind', { schema: kindPath }) kind: string): { kind: string } {
    return { kind };
  }

  @Post('things')
  @Scopes('manage')
  make(@Body({ schema: bay }) body: z.infer<typeof bay>): { made: string } {
    return { made: body.name };
  }

  @Post('bytes')
  @Scopes('send')
  bytes(@Body() body: Buffer): { text: string } {
    return { text: body.toString('latin1') };
  }

  @Get('unmarked')
  unmarked(): string {
    return 'only for managers';
  }

  @Get('failing')
  @Scopes('read')
  failing(): never {
    throw new Error('the password is hunter2');
  }
}

const reader = makeKey();
const manager = makeKey();
const keys = new AccessKeys(hashOfKey('the-first-key').toString('hex'));
for (const [key, scopes] of [
  [reader, ['read']],
  [manager, ['manage', 'send']],
] as const)
  keys.apply(key.keyId, {
    ...key,
    scopes,
    tenant: '',
    source: null,
    recordsPerSecond: 0,
    description: '',
    createdAt: 0,
  });

const stopped: string[] = [];
let service: RunningService;
const call = (path: string, init?: RequestInit): Promise<Response> => fetch(service.url + path, init);
const as = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

const composition: Composition = {
  accessKeys: keys,
  parts: [{ name: 'a part', stop: () => void stopped.push('a part') }],
  provide: [],
};
const options: ServiceOptions = {
  name: 'things',
  title: 'Things',
  description: 'Things.',
  config: {
    httpHost: '127.0.0.1',
    httpPort: 0,
    corsOrigins: ['https://city.example'],
    openData: true,
    instance: 'test',
    logLevel: 'fatal',
  },
  bodyLimitBytes: 1_000,
  controllers: [ThingsController],
  compose: () => Promise.resolve(composition),
};

beforeAll(async () => {
  service = await startService(options);
});
afterAll(() => service.stop());

describe('what every service has', () => {
  it('says that it lives and is ready, and shows its metrics without a key', async () => {
    expect((await call('/health/live')).status).toBe(200);
    expect((await call('/health/ready')).status).toBe(200);
    expect(await (await call('/metrics')).text()).toContain('naru_http_request_seconds_bucket');
  });

  it('describes its API, query parameters and bodies too, and loads the page for it from itself', async () => {
    const document = (await (await call('/openapi.json')).json()) as {
      paths: Record<string, Record<string, { parameters?: { name: string }[]; requestBody?: object }>>;
    };
    expect(document.paths['/v1/things']?.get?.parameters?.map(({ name }) => name)).toEqual(['limit', 'cursor']);
    expect(JSON.stringify(document.paths['/v1/things']?.post?.requestBody)).toContain('capacity');
    const page = await (await call('/docs')).text();
    expect(page).toContain('swagger-ui-bundle.js');
    expect(page).not.toMatch(/(src|href)="https?:/);
    expect((await call('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });

  it('sets what browsers hold against answers, and allows the pages of the configuration alone', async () => {
    const answer = await call('/v1/things', { headers: { origin: 'https://city.example' } });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://city.example');
    const other = await call('/v1/things', { headers: { origin: 'https://elsewhere.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('keys', () => {
  it.each([
    ['no key', '/v1/things/bays', {}, 401, 'NARU_KEY_MISSING'],
    ['an unknown key', '/v1/things/bays', as(makeKey().text), 401, 'NARU_KEY_REFUSED'],
    [
      'a known id with another secret',
      '/v1/things/bays',
      as(`naru_${reader.keyId}_${'x'.repeat(43)}`),
      401,
      'NARU_KEY_REFUSED',
    ],
    ['no key, but a header', '/v1/things', { authorization: 'Basic Zm9v' }, 401, 'NARU_KEY_REFUSED'],
    ['a key without the scope', '/v1/things/bays', as(manager.text), 403, 'NARU_SCOPE_MISSING'],
    ['a reader at a route that says nothing', '/v1/unmarked', as(reader.text), 403, 'NARU_SCOPE_MISSING'],
  ])('refuses %s and says what to do', async (_, path, headers, status, code) => {
    const answer = await call(path, { headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ code, status, type: `/problems/${code}`, advice: expect.any(String) });
  });

  it('lets anybody read open data, and says who reads with a key', async () => {
    expect(await (await call('/v1/things')).json()).toEqual({ limit: 100, caller: null });
    expect(await (await call('/v1/things?limit=5', { headers: as(reader.text) })).json()).toEqual({
      limit: 5,
      caller: reader.keyId,
    });
  });

  it('knows the administrator by the hash of his key', async () => {
    expect((await call('/v1/unmarked', { headers: as('the-first-key') })).status).toBe(200);
  });
});

describe('problems', () => {
  const post = (path: string, body: string, type = 'application/json'): Promise<Response> =>
    call(path, { method: 'POST', body, headers: { ...as(manager.text), 'content-type': type } });

  it.each([
    ['a query that is not valid', () => call('/v1/things?limit=0'), 400, 'NARU_REQUEST_INVALID'],
    [
      'a path that is not valid',
      () => call('/v1/things/ships', { headers: as(reader.text) }),
      400,
      'NARU_REQUEST_INVALID',
    ],
    ['a body that is not JSON', () => post('/v1/things', '{"name":'), 400, 'NARU_REQUEST_INVALID'],
    ['a body of another shape', () => post('/v1/things', '{"name":"a","capacity":1.5}'), 400, 'NARU_REQUEST_INVALID'],
    ['a body that is too large', () => post('/v1/bytes', 'x'.repeat(1_001)), 413, 'NARU_TOO_LARGE'],
    ['another content type', () => post('/v1/bytes', '<a/>', 'text/xml'), 415, 'NARU_MEDIA_TYPE_UNSUPPORTED'],
    ['no such path', () => call('/v2/nothing'), 404, 'NARU_NOT_FOUND'],
    ['a failure', () => call('/v1/failing', { headers: as(reader.text) }), 500, 'NARU_INTERNAL'],
  ])('answers %s with its code', async (_, ask, status, code) => {
    const answer = await ask();
    const text = await answer.text();
    expect([answer.status, (JSON.parse(text) as { code: string }).code]).toEqual([status, code]);
    expect(text).not.toContain('hunter2');
  });

  it('names the parameter that is wrong', async () => {
    expect(await (await call('/v1/things?limit=many')).json()).toMatchObject({ errors: [{ where: 'query.limit' }] });
  });

  it('leads from the type of a problem to what it means', async () => {
    expect(await (await call('/problems/NARU_KEY_MISSING')).json()).toMatchObject({ status: 401 });
    expect((await call('/problems/NARU_UNHEARD_OF')).status).toBe(404);
  });

  it('hands bytes over as they came', async () => {
    expect(await (await post('/v1/bytes', '{"broken')).json()).toEqual({ text: '{"broken' });
  });
});

describe('bodies', () => {
  it('beyond what all of them may hold are refused before they are read, until others are answered', async () => {
    const held = Promise.withResolvers<string>();
    const arrived = Promise.withResolvers<true>();
    @Controller('v1')
    class HoldingController {
      @Post('held')
      @Scopes('send')
      hold(): Promise<string> {
        arrived.resolve(true);
        return held.promise;
      }
    }
    const narrow = await startService({
      ...options,
      bodiesLimitBytes: 900,
      controllers: [HoldingController],
      compose: () => Promise.resolve({ ...composition, parts: [] }),
    });
    const post = (body: string | ReadableStream): Promise<Response> =>
      fetch(`${narrow.url}/v1/held`, {
        method: 'POST',
        body,
        headers: { ...as(manager.text), 'content-type': 'application/json' },
        ...(typeof body === 'string' ? {} : { duplex: 'half' }),
      });
    const first = post('x'.repeat(600));
    await arrived.promise;
    const [second, inPieces] = [await post('x'.repeat(301)), await post(new Blob(['x']).stream())];
    for (const refused of [second, inPieces]) {
      expect(refused.headers.get('retry-after')).toBe('1');
      expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'NARU_BUSY' }]);
    }
    const small = post('x'.repeat(300));
    held.resolve('kept');
    expect([(await first).status, (await small).status]).toEqual([201, 201]);
    expect((await post('x'.repeat(999))).status).toBe(201);
    await narrow.stop();
  });
});

it('stops its parts after HTTP, and waits for no connection on which nobody asks', async () => {
  const silent = connect(Number(new URL(service.url).port), new URL(service.url).hostname);
  await once(silent, 'connect');
  const gone = once(silent, 'close');
  await service.stop();
  await gone;
  expect(stopped).toEqual(['a part']);
  await expect(call('/health/live')).rejects.toThrow();
});

describe('a service that waits for what is outside', () => {
  const outside = () => Promise.withResolvers<Composition>();

  it('lives, says that it is not ready, shows metrics, and answers 503 with the time to come back', async () => {
    const { promise, resolve } = outside();
    const waiting = await openService({ ...options, compose: () => promise });
    const ask = (path: string): Promise<Response> => fetch(waiting.url + path);
    expect((await ask('/health/live')).status).toBe(200);
    const ready = await ask('/health/ready');
    expect([ready.status, await ready.json()]).toMatchObject([503, { conditions: [{ name: 'http', ready: false }] }]);
    expect(await (await ask('/metrics')).text()).toContain('process_cpu_seconds_total');
    const early = await ask('/v1/things');
    expect(early.headers.get('retry-after')).toBe('2');
    expect([early.status, await early.json()]).toMatchObject([503, { code: 'NARU_NOT_READY' }]);
    resolve(composition);
    await waiting.started;
    expect((await ask('/health/ready')).status).toBe(200);
    expect((await ask('/v1/things')).status).toBe(200);
    await waiting.stop();
  });

  it('can be stopped meanwhile, and stops what has begun', async () => {
    const calls: string[] = [];
    const waiting = await openService({
      ...options,
      compose: async ({ lifecycle, signal }) => {
        await lifecycle.start([{ name: 'connection', stop: () => void calls.push('connection stopped') }]);
        return await delay(60_000, composition, { signal });
      },
    });
    await waiting.stop();
    await expect(waiting.started).rejects.toThrow('aborted');
    expect(calls).toEqual(['connection stopped']);
    await expect(fetch(`${waiting.url}/health/live`)).rejects.toThrow();
  });

  it('that can not be composed at all ends, with everything stopped', async () => {
    const failing = { ...options, compose: () => Promise.reject(new Error('no such thing')) };
    await expect(startService(failing)).rejects.toThrow('no such thing');
  });
});
