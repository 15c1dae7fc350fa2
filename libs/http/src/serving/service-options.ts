import type { CommonConfig } from '@naru/config';
import type { Lifecycle, Observability, Part } from '@naru/observability';
import type { Type } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { AccessKeys } from '../keys/access-keys.js';
import type { ProblemKind } from '../problems/catalogue.js';

export type HttpConfig = Pick<
  CommonConfig,
  'httpHost' | 'httpPort' | 'corsOrigins' | 'openData' | 'instance' | 'logLevel'
>;

/** What a service is composed in. */
export interface Surroundings extends Observability {
  /** For parts that have to be stopped also where the composing isn't finished. */
  readonly lifecycle: Pick<Lifecycle, 'start'>;
  /** Aborted when the service is to stop: whoever waits for what is outside waits no more. */
  readonly signal: AbortSignal;
}

/** A service put together, and not begun yet. */
export interface Composition {
  readonly accessKeys: AccessKeys;
  /** In the order they start; requests are let in behind them and stop before them. */
  readonly parts: readonly Part[];
  /** What controllers are given, by token. */
  readonly provide: readonly (readonly [token: symbol, value: unknown])[];
  /** Routes that no guard stands before: pages. */
  addRoutes?(server: FastifyInstance): void;
}

export interface ServiceOptions {
  /** The context's name, as in topics: 'parking'. */
  readonly name: string;
  readonly title: string;
  /** What the service answers, for readers of its OpenAPI. */
  readonly description: string;
  readonly config: HttpConfig;
  readonly controllers: readonly Type[];
  /** Puts the service together; it may wait for what is outside, `joinHub` does. */
  compose(surroundings: Surroundings): Promise<Composition>;
  /** Problems of the service's own, from defineProblems. */
  readonly problems?: Readonly<Record<string, ProblemKind>>;
  /** Longest body taken (bytes); 1 MiB by default. */
  readonly bodyLimitBytes?: number;
  /** All bodies of requests that aren't answered yet (bytes); 64 MiB by default. Beyond it 503 NARU_BUSY. */
  readonly bodiesLimitBytes?: number;
  /** Content types taken, beside application/json. */
  readonly bodyTypes?: readonly string[];
}
