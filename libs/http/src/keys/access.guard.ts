import { HealthController } from '@naru/observability';
import {
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
  SetMetadata,
  createParamDecorator,
} from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { httpProblems } from '../problems/catalogue.js';
import { Problem } from '../problems/problem.js';
import type { AccessKeys, Caller, Scope } from './access-keys.js';

const scopesKey = Symbol('scopes');
const openDataKey = Symbol('open data');
const callers = new WeakMap<FastifyRequest, Caller>();

/** Who may call: keys with at least one of these scopes. A route without it is for `manage` alone. */
export const Scopes = (...scopes: readonly [Scope, ...Scope[]]): CustomDecorator<symbol> =>
  SetMetadata(scopesKey, scopes);

/** Open data: where the configuration allows (NARU_OPEN_DATA), anybody may call without a key. */
export const OpenData = (): CustomDecorator<symbol> => SetMetadata(openDataKey, true);

/** The caller as a parameter; undefined for the anonymous reader of open data. */
export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller | undefined =>
  callers.get(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** Lets a request in by its key's scopes; 401 and 403 say what to do. */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly keys: Pick<AccessKeys, 'authenticate'>,
    private readonly openData: boolean,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http' || context.getClass() === HealthController) return true;
    const targets = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers.authorization;
    if (header === undefined) {
      if (this.openData && this.reflector.getAllAndOverride<boolean | undefined>(openDataKey, targets) === true)
        return true;
      throw new Problem(httpProblems.NARU_KEY_MISSING, { headers: { 'www-authenticate': 'Bearer realm="naru"' } });
    }
    const caller = this.callerOf(header);
    const needed = this.reflector.getAllAndOverride<readonly Scope[] | undefined>(scopesKey, targets) ?? ['manage'];
    if (!needed.some((scope) => caller.scopes.includes(scope)))
      throw new Problem(httpProblems.NARU_SCOPE_MISSING, {
        detail: `Key ${caller.keyId} has the scopes ${caller.scopes.join(', ') || '(none)'}; this path needs ${needed.join(' or ')}.`,
      });
    callers.set(request, caller);
    return true;
  }

  private callerOf(header: string): Caller {
    const text = /^Bearer +(\S+)$/i.exec(header)?.[1];
    const caller = text === undefined ? undefined : this.keys.authenticate(text);
    if (caller !== undefined) return caller;
    throw new Problem(httpProblems.NARU_KEY_REFUSED, {
      headers: { 'www-authenticate': 'Bearer realm="naru", error="invalid_token"' },
    });
  }
}
