import type { ProblemKind } from './catalogue.js';

export interface ProblemOptions {
  /** This occurrence in words. Holds no secret: it goes to the caller. */
  readonly detail?: string;
  /** Further members of the answer, e.g. `errors`. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown anywhere under a request, answered as RFC 9457 `application/problem+json`. */
export class Problem extends Error {
  readonly code: string;

  constructor(
    readonly kind: ProblemKind,
    readonly options: ProblemOptions = {},
  ) {
    super(options.detail ?? kind.title, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Problem';
    this.code = kind.code;
  }
}

/** The body of the answer. `instance` is the id of the request, as the log has it. */
export function problemBody({ kind, options }: Problem, instance: string): Record<string, unknown> {
  return {
    type: `/problems/${kind.code}`,
    code: kind.code,
    status: kind.status,
    title: kind.title,
    ...(options.detail === undefined ? {} : { detail: options.detail }),
    advice: kind.advice,
    instance,
    ...options.members,
  };
}
